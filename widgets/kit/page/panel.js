// A panel in the page: native controls, one SVG whose moving parts are set in place, and the talk with the kernel.
// No sentence stands here: every word comes from the kernel in `spec.words`.

const AT_REST_MS = 160; // how long after the last change the state counts as chosen
const AHEAD_NEXT = 2; // stops that are asked for as soon as a slider is taken: one to each side
const AHEAD_AFTER_MS = 100; // the others wait this long: the first move has the line for itself
const AHEAD_AT_ONCE = 6; // stops of a held slider that are asked for together
const AHEAD_MS = 10; // what an answer to that takes the kernel, about
const AHEAD_MOST = 400; // stops that are run ahead at most
const PATIENCE_MS = 20000; // how long the kernel may be silent before the page says so

// ---- the picture -----------------------------------------------------------------------------------------------------------

// One figure: its SVG, and the numbers that its later frames lean on.
class Picture {
  constructor(message, buffers) {
    this.kinds = message.kinds;
    this.version = message.frame.version;
    this.layout = message.layout;
    const parsed = new DOMParser().parseFromString(message.svg, "image/svg+xml");
    this.svg = document.importNode(parsed.documentElement, true);
    for (const name of ["width", "height"]) this.svg.removeAttribute(name);
    this.parts = {};
    for (const name of Object.keys(this.kinds)) {
      const group = this.svg.querySelector(`g[id$="-${CSS.escape(name)}"]`);
      this.parts[name] = { group, path: group.querySelector(":scope > path"), text: group.querySelector("text"),
        holder: group.querySelector(":scope > g"), use: group.querySelector("use") };
    }
    this.base = unpack(message.base, buffers[0], {});
  }

  draw(frame) {
    for (const [name, kind] of Object.entries(this.kinds)) {
      const part = this.parts[name];
      const points = frame.points[name];
      if (part.drawn !== points) {
        if (kind === "text") place(part.text, points);
        else if (kind === "patch") part.path.setAttribute("d", outline(points, frame.letters[name]));
        else {
          if (kind !== "points") part.path.setAttribute("d", polyline(points));
          if (kind !== "line") sprinkle(part, points);
        }
        part.drawn = points;
      }
      if (kind === "text" && part.text.textContent !== frame.texts[name]) part.text.textContent = frame.texts[name];
      const display = frame.hidden.includes(name) ? "none" : "";
      if (part.group.style.display !== display) part.group.style.display = display;
    }
  }
}

const short = (value) => Math.round(value * 100) / 100;

function polyline({ x, y }) {
  let d = "";
  let pen = "M";
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) { pen = "M"; continue; }
    d += pen + short(x[i]) + " " + short(y[i]);
    pen = "L";
  }
  return d;
}

function outline({ x, y }, letters) {
  const takes = { M: 1, L: 1, Q: 2, C: 3, Z: 1 };
  let d = "";
  for (let i = 0; i < letters.length; i += takes[letters[i]]) {
    d += letters[i];
    if (letters[i] !== "Z") for (let k = 0; k < takes[letters[i]]; k++) d += `${short(x[i + k])} ${short(y[i + k])} `;
  }
  return d;
}

function place(text, { x, y }) {
  text.setAttribute("x", x[0]);
  text.setAttribute("y", y[0]);
  text.removeAttribute("transform");
}

function sprinkle(part, { x, y }) {
  const spots = [...part.holder.querySelectorAll("use")];
  let shown = 0;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    const spot = spots[shown] ?? part.holder.appendChild(part.use.cloneNode());
    spot.setAttribute("x", short(x[i]));
    spot.setAttribute("y", short(y[i]));
    shown += 1;
  }
  for (const spot of spots.slice(shown)) spot.remove();
}

// Turn a head and its bytes into points by name; what the head leaves out stands as in `same`.
function unpack(head, buffer, base, same) {
  const view = buffer instanceof DataView ? buffer : new DataView(buffer.buffer ?? buffer, buffer.byteOffset ?? 0, buffer.byteLength);
  const aligned = view.byteOffset % 4 ? view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) : view.buffer;
  const numbers = new Float32Array(aligned, view.byteOffset % 4 ? 0 : view.byteOffset, view.byteLength / 4);
  const points = same ? { ...same.points } : {};
  let at = 0;
  for (const [name, n, mode] of head.items) {
    const x = mode === 1 ? base.points[name].x : numbers.subarray(at, (at += n));
    points[name] = { x, y: numbers.subarray(at, (at += n)) };
  }
  return { ...head, points };
}

// ---- small DOM helpers -----------------------------------------------------------------------------------------------------

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const fill = (template, values) => template.replace(/\{(\w+)[^}]*\}/g, (_, name) => values[name] ?? "");
let serial = 0;
const freshId = () => `bond-${Date.now().toString(36)}-${++serial}`;

// ---- the panel -------------------------------------------------------------------------------------------------------------

class PanelView {
  constructor(model, host) {
    this.model = model;
    this.spec = model.get("spec");
    this.words = this.spec.words;
    this.id = freshId();
    this.seq = 0;
    this.done = new Set(); // missions met, as "scene mission"
    this.asked = new Map(); // requests under way: seq -> {text, at}
    this.wanted = false; // the newest state still has to be asked for
    this.drawnSeq = 0;
    this.quickest = Infinity; // shortest round trip seen
    this.work = 5; // ms the kernel needs for a picture, lately
    this.ray = null;
    this.pace = 0; // stops a millisecond that the held thumb moves
    this.movedAt = 0;
    this.tallest = 0; // pixels: of the sentence
    this.longest = 0; // letters: of the sentence
    this.pictures = new Map(); // "scene layout" -> Picture
    this.frames = 0;
    this.build(host);
    this.adopt(model.get("start"), false);
    this.measure();
    this.onMessage = (message, buffers) => this.receive(message, buffers);
    this.onVeil = () => this.veil();
    model.on("msg:custom", this.onMessage);
    model.on("change:veils", this.onVeil);
    this.veil();
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.root);
    this.ask();
  }

  leave() {
    this.observer.disconnect();
    this.stopPlaying();
    clearTimeout(this.restTimer);
    clearTimeout(this.aheadTimer);
    clearTimeout(this.patience);
    this.model.off("msg:custom", this.onMessage);
    this.model.off("change:veils", this.onVeil);
  }

  send(message, buffers) {
    this.model.send({ view: this.id, ...message }, undefined, buffers);
  }

  get scene() {
    return this.spec.scenes.find((scene) => scene.name === this.state.scene);
  }

  get picture() {
    return this.pictures.get(`${this.state.scene} ${this.layout}`);
  }

  text(state = this.state) {
    const scene = this.spec.scenes.find((each) => each.name === state.scene);
    const controls = [...scene.controls, ...scene.more, ...(scene.moment ? [scene.moment] : [])];
    const known = Object.keys(state.values).filter((key) => controls.some((control) => control.key === key));
    const head = this.spec.scenes.length > 1 ? [`scene=${state.scene}`] : [];
    return [...head, `model=${state.model}`, ...known.map((key) => `${key}=${state.values[key]}`), `seed=${state.seed}`].join(" ");
  }

  // -- asking for pictures --

  // Ask for the newest state, as soon as the kernel can be expected to have time for it.
  ask() {
    this.wanted = true;
    this.pump();
  }

  pump() {
    if (!this.wanted || !this.layout) return;
    const room = Number.isFinite(this.quickest) ? Math.min(16, Math.ceil(this.quickest / Math.max(this.work, 12)) + 1) : 2;
    if (this.asked.size >= room) return;
    this.wanted = false;
    this.seq += 1;
    const text = this.text();
    this.asked.set(this.seq, { text, scene: this.state.scene, at: performance.now() });
    this.send({ type: "state", seq: this.seq, state: this.state, layout: this.layout, version: this.picture?.version });
    this.watch();
  }

  watch() {
    clearTimeout(this.patience);
    if (this.asked.size) this.patience = setTimeout(() => { this.asked.clear(); this.complain(this.words.lost); }, PATIENCE_MS);
  }

  receive(message, buffers) {
    if (message.view && message.view !== this.id) return;
    const handler = this[`on_${message.type}`];
    if (handler) handler.call(this, message, buffers);
  }

  answered(message) {
    const asked = this.asked.get(message.seq);
    this.asked.delete(message.seq);
    if (asked && message.ms !== undefined) {
      this.quickest = Math.min(this.quickest, performance.now() - asked.at);
      this.work = 0.7 * this.work + 0.3 * message.ms;
    }
    this.watch();
    this.pump();
    return asked;
  }

  on_frame(message, buffers) {
    const asked = this.answered(message);
    const picture = asked && this.pictures.get(`${asked.scene} ${this.layout}`);
    if (!asked || !picture || message.version !== picture.version) { if (asked && !this.asked.size) this.ask(); return; }
    this.offer(message.seq, asked, unpack(message, buffers[0], picture.base));
  }

  on_figure(message, buffers) {
    const asked = this.answered(message);
    if (!asked) return;
    if (message.layout !== this.layout) { this.ask(); return; }
    const picture = new Picture(message, buffers);
    this.pictures.set(`${asked.scene} ${message.layout}`, picture);
    this.offer(message.seq, asked, unpack(message.frame, buffers[1], picture.base));
  }

  // A picture has come. Older than the one shown, or of a scene that was left: it is dropped.
  offer(seq, asked, frame) {
    if (seq < this.drawnSeq || asked.scene !== this.state.scene) return;
    this.drawnSeq = seq;
    this.show(frame, asked.text);
  }

  // Draw in the next animation frame; only the newest offer of one frame is drawn.
  show(frame, text) {
    this.next = { frame, text };
    if (this.ticket) return;
    this.ticket = requestAnimationFrame(() => {
      this.ticket = null;
      const { frame: now, text: label } = this.next;
      const picture = this.picture;
      if (!picture || picture.version !== now.version) return;
      if (picture.svg.parentNode !== this.stage) this.enter(picture);
      picture.draw(now);
      this.tell(now);
      this.frames += 1;
      this.stage.dataset.drawn = label;
      this.stage.dataset.frame = this.frames;
      this.calm(label);
    });
  }

  enter(picture) {
    picture.svg.setAttribute("role", "img");
    picture.svg.setAttribute("aria-labelledby", `${this.id}-alt`);
    picture.svg.setAttribute("aria-describedby", `${this.id}-sentence`);
    this.stage.replaceChildren(picture.svg);
    this.stage.classList.remove("bond-waiting");
  }

  tell(frame) {
    if (this.sentence.textContent !== frame.sentence) {
      this.sentence.textContent = frame.sentence;
      // to ask for the height makes the browser lay out the page at once, so it is asked only when the words have grown
      if (frame.sentence.length > this.longest) this.makeRoom();
    }
    if (frame.met) {
      for (const item of this.missionList.querySelectorAll("[data-mission]")) {
        const mission = `${this.state.scene} ${item.dataset.mission}`;
        if (frame.met.includes(item.dataset.mission)) this.done.add(mission);
        const met = this.done.has(mission); // once done, done until Reset
        if (item.classList.contains("bond-met") === met) continue;
        item.classList.toggle("bond-met", met);
        item.querySelector(".bond-mark").textContent = met ? this.words.met : this.words.not_met;
      }
    }
  }

  // The sentence keeps the height of the tallest there was, so that nothing below it jumps.
  makeRoom() {
    this.longest = Math.max(this.longest, this.sentence.textContent.length);
    const height = this.sentence.scrollHeight;
    if (height > this.tallest) { this.tallest = height; this.sentence.style.minHeight = `${height}px`; }
  }

  calm(label) {
    if (label === this.text()) this.stage.removeAttribute("aria-busy");
    else this.stage.setAttribute("aria-busy", "true");
  }

  // -- running ahead along a held slider --

  hold(control) {
    if (control.options || !this.picture) return;
    const ray = this.ray;
    if (ray && ray.key === control.key && ray.rest === this.rest(control.key) && ray.version === this.picture.version) return;
    this.ray = { id: freshId(), key: control.key, control, rest: this.rest(control.key), version: this.picture.version,
      cache: new Map(), asked: new Set([this.state.values[control.key]]), flying: new Map(), room: 1 };
    this.reach(AHEAD_NEXT);
    clearTimeout(this.aheadTimer);
    this.aheadTimer = setTimeout(() => this.open(), AHEAD_AFTER_MS);
  }

  // From now on the whole slider is run ahead; on a long line, several questions are sent at once.
  open() {
    if (!this.ray) return;
    this.ray.open = true;
    this.ray.room = Math.ceil(this.most / 2);
    this.reach();
  }

  // How many questions fill the line without standing in a queue.
  get most() {
    return Number.isFinite(this.quickest) ? Math.ceil(this.quickest / AHEAD_MS) + 1 : 2;
  }

  // Ask for the next stops of the ray, nearest first; only so many questions at a time that a real one need not wait.
  reach(count = AHEAD_AT_ONCE) {
    const ray = this.ray;
    while (ray && ray.flying.size < ray.room) {
      const values = this.along(ray.control).filter((value) => !ray.asked.has(value)).slice(0, count);
      if (!values.length) return;
      for (const value of values) ray.asked.add(value);
      ray.flying.set(values[0], performance.now());
      this.send({ type: "ahead", ray: ray.id, first: values[0], state: this.state, control: ray.key, values, layout: this.layout,
        version: ray.version });
    }
  }

  // An answer is back: if the way is free there is room for one more, if answers pile up for fewer.
  landed(ray, message) {
    const took = performance.now() - ray.flying.get(message.first);
    ray.flying.delete(message.first);
    for (const value of message.left) ray.asked.delete(value);
    ray.room = took < 2 * this.quickest + 40 ? Math.min(ray.room + 1, this.most) : Math.max(1, ray.room - 1);
  }

  // What must stay as it is for the ray to hold: everything but the held slider.
  rest(key) {
    const { [key]: _, ...values } = this.state.values;
    return JSON.stringify([this.state.scene, this.state.model, this.state.seed, this.layout, this.pinned ?? "", values]);
  }

  // The slider's stops, nearest first to where the thumb will be when an answer comes; what it has left behind comes last.
  along(control) {
    const last = Math.round((control.high - control.low) / control.step);
    const pace = performance.now() - this.movedAt < 200 ? this.pace : 0;
    const here = (this.state.values[control.key] - control.low) / control.step;
    const there = Math.min(last, Math.max(0, here + pace * Math.min(this.quickest, 1000)));
    const distance = (i) => ((i - there) * pace < 0 ? 4 : 1) * Math.abs(i - there);
    return Array.from({ length: last + 1 }, (_, i) => i).sort((a, b) => distance(a) - distance(b)).slice(0, AHEAD_MOST)
      .map((i) => stop(control, i));
  }

  // How fast the thumb moves, in stops a millisecond.
  moved(control, value) {
    const now = performance.now();
    const passed = now - this.movedAt;
    const pace = (value - this.state.values[control.key]) / control.step / Math.max(passed, 1);
    this.pace = passed < 200 ? 0.5 * this.pace + 0.5 * pace : 0;
    this.movedAt = now;
  }

  on_ahead(message, buffers) {
    const ray = this.ray;
    const picture = this.picture;
    if (!ray || ray.id !== message.ray || !picture || picture.version !== ray.version) return;
    message.frames.forEach((head, i) => {
      const frame = unpack(head, buffers[i], picture.base, message.whole ? undefined : ray.first);
      if (message.whole) ray.first = frame;
      ray.cache.set(head.value, frame);
    });
    this.stage.dataset.ahead = ray.cache.size;
    if (message.whole) return;
    this.landed(ray, message);
    const due = this.stage.dataset.drawn !== this.text() && ray.rest === this.rest(ray.key) && ray.cache.get(this.state.values[ray.key]);
    if (due) this.draw(due);
    if (ray.open) this.reach();
  }

  // Draw what was run ahead for the state of now: newer than whatever is still under way.
  draw(frame) {
    this.wanted = false;
    this.drawnSeq = this.seq + 0.5;
    this.show(frame, this.text());
  }

  // -- changes of state --

  // A control has moved to `value`: draw what was run ahead, or ask.
  change(control, value) {
    this.moved(control, value);
    this.state = { ...this.state, values: { ...this.state.values, [control.key]: value } };
    const ray = this.ray;
    const holds = ray && ray.key === control.key && ray.rest === this.rest(control.key) && ray.version === this.picture?.version;
    const frame = holds && ray.cache.get(value);
    if (frame) this.draw(frame);
    else {
      if (!holds) this.ray = null;
      this.ask();
    }
    this.changed();
  }

  // Something other than a held slider has changed.
  jump(change) {
    this.state = { ...this.state, ...change };
    this.ray = null;
    this.refresh();
    this.ask();
    this.changed();
  }

  changed() {
    this.root.dataset.state = this.text();
    this.stateField.value = this.text();
    this.error.textContent = "";
    this.error.hidden = true;
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.atRest(), AT_REST_MS);
  }

  atRest() {
    if (this.playing || this.stage.dataset.drawn !== this.text()) {
      this.restTimer = setTimeout(() => this.atRest(), AT_REST_MS);
      return;
    }
    this.live.textContent = this.sentence.textContent;
    this.makeRoom();
    this.send({ type: "rest", state: this.state });
    if (this.table.open) this.send({ type: "data", state: this.state });
  }

  // A whole state from the kernel (a preset, a pasted text, a lesson that sets the panel).
  adopt(state, ask = true) {
    const other = this.state && this.state.scene !== state.scene;
    this.state = structuredClone(state);
    this.ray = null;
    if (other || !this.built) this.fillScene();
    this.refresh();
    if (ask) { this.drawnSeq = this.seq; this.ask(); this.changed(); }
    else { this.root.dataset.state = this.text(); this.stateField.value = this.text(); }
  }

  on_state(message) {
    this.stopPlaying();
    this.adopt(message.state);
  }

  on_error(message) {
    this.answered(message);
    this.stopPlaying();
    this.state = structuredClone(message.state);
    this.refresh();
    this.root.dataset.state = this.text();
    if (this.stage.dataset.drawn !== this.text()) this.ask();
    this.complain(message.text);
  }

  complain(text) {
    this.error.hidden = false;
    this.error.textContent = text;
  }

  // -- the window --

  measure() {
    const width = this.root.clientWidth;
    if (!width) return;
    const layout = this.presenting ? "large" : width < 540 ? "narrow" : "wide";
    this.root.classList.toggle("bond-two", width >= 820);
    if (layout === this.layout) return;
    this.layout = layout;
    this.ray = null;
    this.stage.dataset.layout = layout;
    this.tallest = this.longest = 0;
    this.sentence.style.minHeight = "";
    this.ask();
  }

  veil() {
    const texts = Object.values(this.model.get("veils"));
    const veiled = texts.length > 0;
    this.curtain.textContent = texts[0] ?? "";
    this.curtain.hidden = !veiled;
    this.root.classList.toggle("bond-veiled", veiled);
    for (const part of [this.stageBox, this.missionBox, this.side, this.foot]) part.inert = veiled;
  }

  // -- play --

  play() {
    if (this.playing) { this.stopPlaying(); return; }
    const moment = this.scene.moment;
    if (this.state.values[moment.key] >= moment.high) this.moveTo(moment, moment.low);
    this.hold(moment);
    this.button.play.textContent = this.words.pause;
    let before;
    const stride = (moment.high - moment.low) / 12000; // a whole run takes twelve seconds
    let at = this.state.values[moment.key];
    const tick = (now) => {
      at += before === undefined ? 0 : Math.min(now - before, 100) * stride;
      before = now;
      const here = stop(moment, Math.min(Math.round((at - moment.low) / moment.step), Math.round((moment.high - moment.low) / moment.step)));
      if (here !== this.state.values[moment.key]) this.moveTo(moment, here);
      if (here >= moment.high) { this.stopPlaying(); return; }
      this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
  }

  stopPlaying() {
    if (this.playing) cancelAnimationFrame(this.playing);
    this.playing = null;
    if (this.button?.play) this.button.play.textContent = this.words.play;
  }

  stepOn() {
    this.stopPlaying();
    const moment = this.scene.moment;
    const all = Math.round((moment.high - moment.low) / moment.step);
    const stride = Math.max(1, Math.round(all / 60));
    const now = Math.round((this.state.values[moment.key] - moment.low) / moment.step);
    this.moveTo(moment, stop(moment, now >= all ? 0 : Math.min(now + stride, all)));
  }

  moveTo(control, value) {
    this.change(control, value);
    this.refreshControl(control);
  }

  // -- building the page --

  build(host) {
    const w = this.words;
    this.sentence = make("p", { class: "bond-sentence", id: `${this.id}-sentence` });
    this.live = make("div", { class: "bond-hidden", role: "status", "aria-live": "polite" });
    this.error = make("p", { class: "bond-error", role: "alert", hidden: true });
    this.stage = make("div", { class: "bond-stage bond-waiting" });
    this.alt = make("span", { class: "bond-hidden", id: `${this.id}-alt` });
    this.transport = make("div", { class: "bond-transport" });
    this.stageBox = make("div", { class: "bond-stage-box" }, this.stage, this.alt, this.transport, this.sentence);
    this.curtain = make("p", { class: "bond-curtain", hidden: true });
    this.side = make("form", { class: "bond-side", onsubmit: (event) => event.preventDefault() });
    this.missionList = make("ul", { class: "bond-missions" });
    this.missionBox = make("div", { class: "bond-mission-box" }, make("p", { class: "bond-label" }, w.missions), this.missionList);
    this.foot = make("div", { class: "bond-foot" }, this.keepBox());
    this.titleLine = make("p", { class: "bond-title", id: `${this.id}-title` }, this.spec.title);
    this.sceneBar = this.sceneChoice();
    this.question = make("p", { class: "bond-question" });
    this.root = make("section", { class: "bond bond-panel", "data-panel": this.spec.name, "data-lm-suppress-shortcuts": "true",
      "aria-labelledby": `${this.id}-title`, tabindex: "-1",
      onkeydown: (event) => this.key(event) },
    make("div", { class: "bond-head" }, this.titleLine, this.sceneBar, this.question),
    this.error,
    make("div", { class: "bond-body" }, make("div", { class: "bond-stage-cover" }, this.stageBox, this.missionBox, this.curtain), this.side),
    this.foot, this.live);
    host.append(this.root);
  }

  sceneChoice() {
    if (this.spec.scenes.length < 2) return null;
    const choice = make("fieldset", { class: "bond-segments bond-scenes" }, make("legend", { class: "bond-hidden" }, this.words.scene));
    for (const scene of this.spec.scenes) {
      const input = make("input", { type: "radio", name: `${this.id}-scene`, value: scene.name, "data-scene": scene.name,
        onchange: () => { this.stopPlaying(); this.send({ type: "scene", scene: scene.name }); } });
      choice.append(make("label", {}, input, make("span", {}, scene.title)));
    }
    return choice;
  }

  // Everything that depends on the scene.
  fillScene() {
    this.built = true;
    const scene = this.scene;
    const w = this.words;
    this.inputs = {};
    this.button = {};
    this.question.textContent = scene.question;
    this.alt.textContent = scene.alt;
    this.pinned = undefined;
    const act = (action, label, handler, more = {}) => {
      this.button[action] = make("button", { type: "button", "data-action": action, onclick: handler, ...more }, label);
      return this.button[action];
    };
    this.note = make("p", { class: "bond-note" });
    this.pinNote = make("p", { class: "bond-note bond-pin-note" });
    this.side.replaceChildren(...[
      this.modelChoice(scene),
      scene.presets.length ? this.presetChoice(scene) : null,
      scene.recording ? this.recordingInput(scene) : null,
      make("fieldset", { class: "bond-sliders" }, make("legend", {}, w.controls),
        ...scene.controls.map((control) => this.control(control)),
        scene.more.length ? make("details", { class: "bond-more" }, make("summary", {}, w.more),
          ...scene.more.map((control) => this.control(control))) : null),
      make("div", { class: "bond-buttons" },
        act("sample", w.sample, () => this.jump({ seed: (this.state.seed % this.spec.most_seed) + 1 })),
        act("pin", w.pin, () => this.send({ type: "pin", state: this.state })),
        act("unpin", w.unpin, () => this.send({ type: "unpin" }), { hidden: true }),
        act("reset", w.reset, () => this.reset())),
      this.seedNote = make("p", { class: "bond-note bond-seed" }),
      this.pinNote,
    ].filter(Boolean));
    this.transport.replaceChildren();
    if (scene.moment) {
      this.transport.append(act("play", w.play, () => this.play()), act("step", w.step, () => this.stepOn()), this.control(scene.moment));
    }
    this.missionBox.hidden = !scene.missions.length;
    this.missionList.replaceChildren(...scene.missions.map((mission) => make("li", { "data-mission": mission.name },
      make("span", { class: "bond-mark" }, w.not_met), " ", mission.text)));
    if (this.table) { this.table.open = false; this.tableBox.replaceChildren(); }
    this.stage.dataset.scene = scene.name;
  }

  modelChoice(scene) {
    const choice = make("fieldset", { class: "bond-models" }, make("legend", {}, this.words.world));
    for (const { name: model, label } of scene.models) {
      const input = make("input", { type: "radio", name: `${this.id}-model`, value: model, "data-model": model,
        onchange: () => { this.stopPlaying(); this.jump({ model }); } });
      this.inputs[`model ${model}`] = input;
      const head = model === "claim" ? this.words.claim : scene.models.length > 2 ? this.words.a_rival : this.words.rival;
      choice.append(make("label", {}, input, make("span", {}, make("b", {}, head), " ", label)));
    }
    return choice;
  }

  presetChoice(scene) {
    const box = make("fieldset", { class: "bond-presets" }, make("legend", {}, this.words.presets));
    scene.presets.forEach((preset, i) => box.append(make("button", { type: "button", "data-preset": preset.name,
      onclick: () => this.preset(i) }, preset.label)));
    box.append(this.note);
    return box;
  }

  preset(i) {
    const preset = this.scene.presets[i];
    this.stopPlaying();
    this.presetIndex = i;
    this.note.textContent = preset.note;
    this.send({ type: "preset", scene: this.scene.name, preset: preset.name });
  }

  reset() {
    this.stopPlaying();
    this.note.textContent = "";
    this.presetIndex = undefined;
    this.done.clear();
    this.send({ type: "unpin" });
    this.send({ type: "scene", scene: this.scene.name });
  }

  control(control) {
    const id = freshId();
    const label = make("label", { for: id }, control.label, control.symbol ? make("i", {}, ` ${control.symbol}`) : null);
    const about = make("p", { class: "bond-about", id: `${id}-about` }, control.about);
    const attributes = { id, "data-control": control.key, "aria-describedby": `${id}-about` };
    let input;
    let output = null;
    if (control.options) {
      input = make("select", { ...attributes, onchange: () => this.changeChoice(control, input.value) },
        ...Object.entries(control.options).map(([value, text]) => make("option", { value }, text)));
    } else {
      output = make("output", { for: id });
      const hold = () => this.hold(control);
      input = make("input", { ...attributes, type: "range", min: control.low, max: control.high, step: control.step,
        oninput: () => this.slide(control, input), onpointerdown: hold, onfocus: hold, onkeydown: hold });
    }
    this.inputs[control.key] = input;
    this.outputs ??= {};
    this.outputs[control.key] = output;
    const moment = this.scene.moment && control.key === this.scene.moment.key;
    return make("div", { class: "bond-control" }, make("div", { class: "bond-control-head" }, label, output), input, moment ? about : about);
  }

  slide(control, input) {
    if (this.scene.moment && control.key === this.scene.moment.key) this.stopPlaying();
    const value = stop(control, Math.round((Number(input.value) - control.low) / control.step));
    if (value === this.state.values[control.key]) return;
    this.change(control, value);
    this.refreshControl(control);
  }

  changeChoice(control, value) {
    this.stopPlaying();
    this.jump({ values: { ...this.state.values, [control.key]: value } });
  }

  recordingInput(scene) {
    const w = this.words;
    const id = freshId();
    this.recordingNote = make("p", { class: "bond-note", role: "status" });
    this.dropButton = make("button", { type: "button", "data-action": "drop", hidden: true,
      onclick: () => this.send({ type: "drop_recording", scene: scene.name }) }, w.recording_drop);
    const input = make("input", { id, type: "file", accept: scene.recording.accept, "data-role": "recording",
      onchange: async () => {
        const file = input.files[0];
        if (!file) return;
        const most = scene.recording.most_bytes;
        const megabytes = (size) => (size / 1e6).toFixed(1);
        if (file.size > most) this.complain(fill(w.recording_large, { size: megabytes(file.size), most: megabytes(most) }));
        else this.send({ type: "recording", scene: scene.name }, [await file.arrayBuffer()]);
        input.value = "";
      } });
    return make("fieldset", { class: "bond-recording" }, make("legend", {}, w.recording),
      make("label", { for: id }, scene.recording.label), input, this.dropButton, this.recordingNote);
  }

  on_recorded(message) {
    this.recordingNote.textContent = message.text;
    this.dropButton.hidden = !message.text;
  }

  keepBox() {
    const w = this.words;
    const id = freshId();
    this.stateField = make("input", { id, type: "text", "data-role": "state", spellcheck: "false", autocomplete: "off",
      onkeydown: (event) => { if (event.key === "Enter") this.apply(); } });
    this.tableBox = make("div", { class: "bond-table", tabindex: "0", role: "region", "aria-label": w.table });
    this.table = make("details", { class: "bond-data", ontoggle: () => { if (this.table.open) this.send({ type: "data", state: this.state }); } },
      make("summary", { "data-action": "data" }, w.data), this.tableBox);
    const button = (action, label, handler) => make("button", { type: "button", "data-action": action, onclick: handler }, label);
    this.presentButton = button("present", w.present, () => this.present());
    this.copyNote = make("span", { class: "bond-note", role: "status" });
    return make("details", { class: "bond-keep" }, make("summary", {}, w.keep),
      make("div", { class: "bond-buttons" },
        button("csv", w.csv, () => this.send({ type: "csv", state: this.state })),
        button("save", w.save, () => this.send({ type: "save", state: this.state })),
        this.presentButton),
      make("div", { class: "bond-state-row" }, make("label", { for: id }, w.state), this.stateField,
        button("copy", w.copy, () => this.copy()), button("apply", w.apply, () => this.apply())),
      this.copyNote,
      make("p", { class: "bond-note" }, fill(w.state_help.replace("{panel!r}", `"${this.spec.name}"`), {})),
      this.table);
  }

  on_data(message) {
    const head = make("tr", {}, ...message.names.map((name) => make("th", { scope: "col" }, name)));
    const rows = message.rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
    this.tableBox.replaceChildren(make("p", { class: "bond-note" }, message.note),
      make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  on_file(message, buffers) {
    const link = make("a", { href: URL.createObjectURL(new Blob([buffers[0]], { type: message.mime })), download: message.name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  on_pinned(message) {
    this.pinned = message.text;
    this.ray = null;
    this.pinNote.textContent = message.text;
    this.button.unpin.hidden = !message.text;
    this.ask();
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text());
      this.copyNote.textContent = this.words.copied;
    } catch {
      this.stateField.select();
      this.copyNote.textContent = this.words.copy_by_hand;
    }
  }

  apply() {
    this.send({ type: "text", text: this.stateField.value });
  }

  // -- presenting --

  async present() {
    if (this.presenting) { this.endPresenting(); return; }
    this.presenting = true;
    this.root.classList.add("bond-presenting");
    this.presentButton.textContent = this.words.present_end;
    this.live.textContent = this.words.present_help;
    try { await this.root.requestFullscreen(); } catch { /* a frame may forbid it: large type works all the same */ }
    this.root.onfullscreenchange = () => { if (!document.fullscreenElement) this.endPresenting(); };
    this.root.focus();
    this.measure();
  }

  endPresenting() {
    if (!this.presenting) return;
    this.presenting = false;
    this.root.classList.remove("bond-presenting");
    this.presentButton.textContent = this.words.present;
    if (document.fullscreenElement) document.exitFullscreen();
    this.measure();
  }

  key(event) {
    event.stopPropagation(); // a notebook's own keys must not fire while somebody moves a slider
    if (!this.presenting || event.target.matches("input[type=text]")) return;
    if (event.key === "Escape") this.endPresenting();
    if (event.key.toLowerCase() === "n" && this.scene.presets.length && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.preset(((this.presetIndex ?? -1) + 1) % this.scene.presets.length);
    }
  }

  // -- showing the state in the controls --

  refresh() {
    const scene = this.scene;
    for (const control of [...scene.controls, ...scene.more, ...(scene.moment ? [scene.moment] : [])]) this.refreshControl(control);
    for (const { name } of scene.models) this.inputs[`model ${name}`].checked = this.state.model === name;
    for (const radio of this.sceneBar?.querySelectorAll("[data-scene]") ?? []) radio.checked = radio.dataset.scene === scene.name;
    this.seedNote.textContent = fill(this.words.seed_full, { seed: this.state.seed });
  }

  refreshControl(control) {
    const input = this.inputs[control.key];
    const value = this.state.values[control.key];
    if (input.value !== String(value)) input.value = value;
    if (control.options) return;
    const template = control.unit ? this.words.value : this.words.value_bare;
    const text = fill(template, { value: value.toFixed(control.digits).replace("-", "\u2212"), unit: control.unit });
    this.outputs[control.key].textContent = text;
    input.setAttribute("aria-valuetext", text);
  }
}

// The i-th stop of a slider, with the slider's own number of digits, so that the page and the kernel mean the same number.
function stop(control, i) {
  const value = Number((control.low + i * control.step).toFixed(Math.max(control.digits, 0)));
  return Math.min(control.high, Math.max(control.low, value));
}

export default {
  render({ model, el }) {
    const view = new PanelView(model, el);
    return () => view.leave();
  },
};
