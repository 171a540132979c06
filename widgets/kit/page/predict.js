// A prediction: a question, one answer that is locked in, then what the run gave.

function render({ model, el: output }) {
  const first = model.get("view");
  const words = first.words;
  const piece = frame(model, "predict");
  const { inputs, field } = first.kind === "choice" ? choices(first, unique("choice")) : numberField(first, words.number);

  const asked = el("p", { class: "bond-asked", role: "status" });
  const lock = el("button", { type: "submit", class: "bond-main", "data-action": "lock" }, words.lock);
  const skip = el("button", { type: "button", class: "bond-quiet", "data-action": "skip",
    onclick: () => piece.ask({ action: "skip" }) }, words.skip);
  const buttons = el("div", { class: "bond-buttons" }, lock, skip);
  const form = el("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    piece.ask({ action: "lock", answer: answerOf(first, inputs) });
  } }, field, buttons, asked);

  const result = el("div", { class: "bond-result", role: "status", tabindex: "-1" });
  const reveal = el("details", { class: "bond-reveal", hidden: true }, el("summary", {}, words.reveal), el("div", {}));
  const show = el("button", { type: "button", "data-action": "show", hidden: true,
    onclick: () => piece.ask({ action: "show" }) }, words.show);
  const note = el("p", { class: "bond-note" }, words.note);
  piece.root.append(form, note, result, reveal, show, ...piece.end);
  output.append(piece.root);

  return follow(model, piece, (view) => keepFocus(piece.root, result, () => {
    const open = !["locked", "skipped"].includes(view.phase);
    const locked = view.phase === "locked";
    piece.root.dataset.phase = view.phase || "open";
    for (const input of inputs) input.disabled = !open;
    if (locked) showAnswer(view, inputs, view.chosen);
    buttons.hidden = note.hidden = !open;
    fill(asked, [view.asked || ""]);
    fill(result, open ? [] : [el("p", { class: "bond-said" }, view.result), ...(locked
      ? [...prose(view.verdict), ...prose(view.explain)] : [])]);
    fill(reveal.lastChild, view.phase === "skipped" ? [...prose(view.gave), ...prose(view.explain)] : []);
    reveal.hidden = view.phase !== "skipped";
    show.hidden = open || !view.can_show;
  }));
}

export default { render };
