// A checked question: an answer that may be tried again, two hints, then the solution.

function render({ model, el: output }) {
  const first = model.get("view");
  const words = first.words;
  const piece = frame(model, "check");
  const { inputs, body } = question(first, piece);
  const result = el("div", { class: "bond-result", role: "status", tabindex: "-1" });
  const help = helpers(words, piece);
  piece.root.append(body, result, help.field, ...piece.end);
  output.append(piece.root);
  showAnswer(first, inputs, first.answer);

  return follow(model, piece, (view) => {
    piece.root.dataset.right = String(Boolean(view.right));
    result.classList.toggle("bond-right", Boolean(view.right) && !view.error);
    fill(result, [...prose(view.result), ...prose(view.explain)]);
    help.show(view);
  });
}

// The form; for a function that is checked when its cell is run, only the question and the function's first line.
function question(view, piece) {
  if (view.kind === "function") {
    const signature = el("pre", {}, el("code", {}, `def ${view.signature}:`));
    return { inputs: [], body: el("div", { class: "bond-task" }, ...prose(view.question), signature) };
  }
  const words = view.words;
  const { inputs, field } = view.kind === "choice" ? choices(view, unique("choice")) : numberField(view, words.number);
  const submit = el("button", { type: "submit", class: "bond-main", "data-action": "answer" }, words.submit);
  const body = el("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    piece.ask({ action: "answer", answer: answerOf(view, inputs) });
  } }, field, el("div", { class: "bond-buttons" }, submit));
  return { inputs, body };
}

// Two hints and the solution, each behind its button; what is opened stays open.
function helpers(words, piece) {
  const after = el("p", { class: "bond-note", id: unique("after") }, words.after);
  const names = ["hint1", "hint2", "solution"];
  const messages = [{ action: "hint", number: 1 }, { action: "hint", number: 2 }, { action: "solution" }];
  const places = names.map(() => el("div", { class: "bond-hint", id: unique("hint"), role: "status", hidden: true }));
  const buttons = names.map((name, i) => el("button", { type: "button", "data-action": name, "aria-controls": places[i].id,
    "aria-describedby": name === "solution" ? after.id : undefined, onclick: () => piece.ask(messages[i]) }, words[name]));
  const field = el("fieldset", { class: "bond-help" }, el("legend", { class: "bond-hidden" }, words.hints),
    el("div", { class: "bond-buttons" }, ...buttons), after, ...places);
  return { field, show(view) {
    const hints = view.hints || [];
    const code = view.solution_code ? [el("pre", {}, el("code", {}, view.solution_code))] : [];
    const texts = [prose(hints[0]), prose(hints[1]), [...prose(view.solution), ...code]];
    const ready = [true, hints.length > 0, Boolean(view.may_solve)];
    keepFocus(field, field.querySelector("[tabindex]") || buttons[0], () => names.forEach((name, i) => {
      fill(places[i], texts[i].length ? [el("p", { class: "bond-label" }, words[name]), ...texts[i]] : []);
      buttons[i].disabled = !ready[i];
      buttons[i].setAttribute("aria-expanded", String(texts[i].length > 0));
    }));
    after.hidden = ready[2];
  } };
}

export default { render };
