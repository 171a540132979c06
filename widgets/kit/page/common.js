// Small helpers of the lesson pieces. Text always goes in as text, never as HTML; no sentence stands here.

const PATIENCE_MS = 1500; // how long the kernel may take before the page says that it is waiting
const SCRIPT = Math.random().toString(36).slice(2); // each widget's script has a copy of these helpers, and ids must not meet
let made = 0;

// An element with attributes and children; a child that is a string becomes text.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

const unique = (name) => `bond-${name}-${SCRIPT}-${++made}`;

// Text in which `backticks` mark code, as nodes; an unpaired mark is left as it stands.
function phrase(text) {
  const pieces = (text || "").split("`");
  if (pieces.length % 2 === 0) return [text];
  return pieces.map((piece, i) => (i % 2 ? el("code", {}, piece) : piece)).filter((piece) => piece !== "");
}

// The paragraphs of a text: a blank line parts them. `tag` is span where only phrases are allowed, as in a legend.
function prose(text, tag = "p") {
  return (text || "").split(/\n\s*\n/).filter((part) => part.trim())
    .map((part) => el(tag, tag === "span" ? { class: "bond-paragraph" } : {}, ...phrase(part.trim())));
}

// Put nodes in a place only if what they say is new, so that a screen reader does not hear old news again. A live region is
// never hidden, only empty: what appears together with its region is not read out.
function fill(place, nodes) {
  const fresh = el("div", {}, ...nodes);
  if (fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
  place.hidden = !place.textContent && place.getAttribute("role") !== "status";
}

// Radio buttons under a legend. Returns the fieldset and its inputs.
function choices(view, group) {
  const inputs = view.options.map((_, i) => el("input", { type: "radio", name: group, value: String(i) }));
  const rows = view.options.map((label, i) =>
    el("label", { class: "bond-option" }, inputs[i], el("span", {}, ...phrase(label))));
  return { inputs, field: el("fieldset", {}, el("legend", {}, ...prose(view.question, "span")), ...rows) };
}

// One field for a number, with its unit. Returns the fieldset and its input.
function numberField(view, label) {
  const id = unique("number");
  const unit = view.unit ? el("span", { class: "bond-unit", id: `${id}-unit` }, view.unit) : null;
  const input = el("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    "aria-describedby": unit ? `${id}-unit` : undefined });
  const row = el("div", { class: "bond-number" }, el("label", { for: id }, label), input, unit);
  return { inputs: [input], field: el("fieldset", {}, el("legend", {}, ...prose(view.question, "span")), row) };
}

const answerOf = (view, inputs) => {
  if (view.kind !== "choice") return inputs[0].value;
  const index = inputs.findIndex((input) => input.checked);
  return index < 0 ? null : index;
};

const showAnswer = (view, inputs, answer) => {
  if (answer === null || answer === undefined) return;
  if (view.kind === "choice") inputs.forEach((input, i) => { input.checked = i === answer; });
  else inputs[0].value = String(answer);
};

// The frame of a piece: its name, a place for errors, and a way to ask the kernel that says so when the kernel is busy.
function frame(model, kind) {
  const view = model.get("view");
  const title = unique("title");
  const error = el("p", { class: "bond-error", role: "alert", hidden: true });
  const trouble = el("p", { class: "bond-trouble", hidden: true });
  const waiting = el("p", { class: "bond-waiting", role: "status" });
  const root = el("section", { class: `bond bond-lesson bond-${kind}`, "data-exercise": view.id, "aria-labelledby": title,
    "data-lm-suppress-shortcuts": "true", onkeydown: (event) => event.stopPropagation() }, // no key here is for the notebook
  el("p", { class: "bond-eyebrow", id: title }, view.words.title));
  let timer = null;
  const rest = () => { clearTimeout(timer); waiting.textContent = ""; };
  return {
    root,
    end: [error, trouble, waiting],
    ask(message) {
      rest();
      timer = setTimeout(() => { waiting.textContent = view.words.waiting; }, PATIENCE_MS);
      model.send(message);
    },
    show(now) {
      rest();
      fill(error, [now.error || ""]);
      fill(trouble, [now.trouble || ""]);
    },
    rest,
  };
}

// Where the focus goes when the element that held it is gone.
function keepFocus(root, place, change) {
  const held = root.contains(document.activeElement);
  change();
  const active = document.activeElement;
  if (held && (!root.contains(active) || active.closest("[hidden], :disabled"))) place.focus({ preventScroll: true });
}

// Show the view whenever the kernel sends a new one, and stop when this output is gone.
function follow(model, piece, draw) {
  const update = () => { const view = model.get("view"); piece.show(view); draw(view); };
  model.on("change:view", update);
  update();
  return () => { model.off("change:view", update); piece.rest(); };
}
