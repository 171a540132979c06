// Tapping: keys and touches timed here, marks drawn here, a partner that answers at once. The kernel measures at the end.
// No sentence stands here: every word comes from the kernel in `spec.words`.

const FLASH_MS = 110;
const PATIENCE_MS = 4000; // how long the kernel may take before the page says that it is waiting
const TWO_COLUMNS = 820; // pixels
const LEFT = 2; // per cent of the strip's width that stay free on either side
const ROWS = { first: [22, 54], secondName: 68, second: [74, 106], axis: 122, line: 130, lagName: 146, lagZero: 193, lagReach: 34 };
let made = 0;

function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const fill = (template, values) => template.replace(/\{(\w+)[^}]*\}/g, (_, name) => values[name] ?? "");

// The virtual partner; the equation and its words stand in model.py, and a test holds the two together.
class Partner {
  constructor(values, kicks, shortest, listensFrom) {
    Object.assign(this, { period: 1 / values.tempo, correction: values.correction, unsteadiness: values.unsteadiness,
      kicks, shortest, listensFrom, taps: [], early: null, paired: true });
    this.due = this.period;
  }

  advance(time) {
    while (this.due <= time) {
      const now = this.due;
      this.taps.push(now);
      const kick = this.unsteadiness * this.kicks[(this.taps.length - 1) % this.kicks.length];
      this.due = now + Math.max(this.period + this.correction * (this.early ?? 0) + kick, this.shortest * this.period);
      this.paired = this.early !== null;
      this.early = null;
    }
  }

  hear(time) {
    this.advance(time);
    if (time < this.listensFrom) return;
    const late = time - (this.taps[this.taps.length - 1] ?? 0);
    const half = this.period / 2;
    if (late <= half) {
      if (!this.paired) {
        this.paired = true;
        this.due += this.correction * late;
      }
    } else if (this.early === null) this.early = Math.max(time - this.due, -half);
  }
}

// Marks over time. Places are per cent of the width, so that the strip fits any window without being drawn again.
class Strip {
  constructor(words, id) {
    this.words = words;
    this.marks = draw("g");
    this.lags = draw("g");
    this.back = draw("g", { "aria-hidden": "true" });
    this.cursor = draw("line", { class: "bond-tap-cursor", y1: 20, y2: 110, visibility: "hidden" });
    this.about = draw("desc", {}, words.strip_about);
    this.svg = draw("svg", { role: "img", "aria-labelledby": `${id}-strip`, "aria-describedby": `${id}-sentence`,
      width: "100%", height: 250 },
      draw("title", { id: `${id}-strip` }, words.strip), this.about, this.back, this.marks, this.lags, this.cursor);
  }

  x(time) { return `${LEFT + ((100 - 2 * LEFT) * time) / this.length}%`; }

  clear(length) {
    const w = this.words;
    this.length = length;
    this.marks.replaceChildren();
    this.lags.replaceChildren();
    const text = (words, x, y, anchor, kind) => draw("text", { x, y, "text-anchor": anchor, class: kind }, words);
    const mark = (time) => fill(w.second_mark, { seconds: time });
    this.back.replaceChildren(
      draw("rect", { class: "bond-tap-half", x: "50%", y: 0, width: "50%", height: 250 }),
      text(w.row_first, this.x(0), 16, "start", "bond-tap-label-a"),
      text(w.row_second, this.x(0), ROWS.secondName, "start", "bond-tap-label-b"),
      text(w.apart_short, "27%", 16, "middle"), text(w.together_short, "75%", 16, "middle"),
      draw("line", { class: "bond-tap-line", x1: "50%", x2: "50%", y1: 22, y2: 240, "stroke-dasharray": "2 3" }),
      text(mark(0), this.x(0), ROWS.axis, "start", "bond-tap-muted"),
      text(mark(length / 2), "49%", ROWS.axis, "end", "bond-tap-muted"),
      text(mark(length), this.x(length), ROWS.axis, "end", "bond-tap-muted"),
      draw("line", { class: "bond-tap-line", x1: 0, x2: "100%", y1: ROWS.line, y2: ROWS.line }),
      text(w.ahead_first, this.x(0), ROWS.lagName, "start", "bond-tap-label-a"),
      text(w.ahead_second, this.x(0), 242, "start", "bond-tap-label-b"),
      draw("line", { class: "bond-tap-line", x1: this.x(0), x2: this.x(length), y1: ROWS.lagZero, y2: ROWS.lagZero }));
  }

  mark(who, time) {
    const [y1, y2] = ROWS[who];
    const x = this.x(time);
    this.marks.append(draw("line", { class: who === "first" ? "bond-tap-a" : "bond-tap-b", x1: x, x2: x, y1, y2 }));
  }

  now(time) {
    this.cursor.setAttribute("visibility", time === null ? "hidden" : "visible");
    if (time !== null) for (const end of ["x1", "x2"]) this.cursor.setAttribute(end, this.x(time));
  }

  result(result) {
    this.clear(2 * result.half);
    for (const who of ["first", "second"]) for (const time of result[who]) this.mark(who, time);
    const most = Math.max(50, 50 * Math.ceil(Math.max(0, ...result.lags.map(([, lag]) => Math.abs(lag))) / 50));
    for (const [time, lag] of result.lags) {
      const cy = ROWS.lagZero - (ROWS.lagReach * lag) / most;
      this.lags.append(draw("circle", { class: "bond-tap-lag", cx: this.x(time), cy, r: 2.5 }));
    }
    const corner = { x: this.x(this.length), y: ROWS.lagName, "text-anchor": "end", class: "bond-tap-muted" };
    if (result.lags.length) this.lags.append(draw("text", corner, fill(this.words.scale, { value: most })));
  }
}

class Tapping {
  constructor(model, host) {
    this.model = model;
    this.spec = model.get("spec");
    this.words = this.spec.words;
    this.id = `bond-tapping-${++made}`;
    this.view = `${this.id}-${Math.random().toString(36).slice(2)}`; // no other page has it
    this.inputs = {};
    this.outputs = {};
    this.run = null;
    this.build(host);
    this.follow();
  }

  // -- the page --

  build(host) {
    const w = this.words;
    this.strip = new Strip(w, this.id);
    this.stage = make("div", { class: "bond-stage" }, this.strip.svg);
    this.now = make("span", {}, w.idle);
    this.left = make("output", { "aria-live": "off" });
    this.sentence = make("p", { class: "bond-sentence", id: `${this.id}-sentence` });
    this.live = make("div", { class: "bond-hidden", role: "status", "aria-live": "polite" });
    this.note = make("p", { class: "bond-note", role: "status" });
    this.error = make("p", { class: "bond-error", role: "alert", hidden: true });
    this.curtain = make("p", { class: "bond-curtain", hidden: true });
    this.startButton = this.button("start", w.start, () => this.begin(), "bond-tap-start");
    this.stopButton = this.button("stop", w.stop, () => this.end(performance.now()));
    this.stopButton.disabled = true;
    this.tableBox = make("div", { class: "bond-table", tabindex: "0", role: "region", "aria-label": w.table, hidden: true });
    this.stageBox = make("div", { class: "bond-stage-box" },
      make("p", { class: "bond-tap-now" }, this.now, this.left), this.stage, this.pads(),
      make("div", { class: "bond-buttons bond-tap-actions" }, this.startButton, this.stopButton,
        make("span", { class: "bond-note" }, w.stop_help)),
      this.note, this.sentence, this.tableBox);
    this.side = this.setup();
    this.foot = this.keep();
    this.root = make("section", { class: "bond bond-panel bond-tapping", "data-panel": "tapping", tabindex: "-1",
      "data-lm-suppress-shortcuts": "true", "aria-labelledby": `${this.id}-title`,
      onkeydown: (event) => this.key(event), onkeyup: (event) => this.keyUp(event),
      onfocusout: (event) => this.focusLeft(event), onfocusin: () => { if (this.run) this.note.textContent = ""; } },
      make("div", { class: "bond-head" }, make("p", { class: "bond-title", id: `${this.id}-title` }, w.title),
        make("p", { class: "bond-question" }, w.question)),
      this.error,
      make("div", { class: "bond-body" }, make("div", { class: "bond-stage-cover" }, this.stageBox, this.curtain), this.side),
      this.foot, this.live);
    host.append(this.root);
    this.watcher = new ResizeObserver(() => this.root.classList.toggle("bond-two", this.root.clientWidth >= TWO_COLUMNS));
    this.watcher.observe(this.root);
  }

  button(action, label, handler, kind) {
    return make("button", { type: "button", "data-action": action, class: kind, onclick: handler }, label);
  }

  pads() {
    const w = this.words;
    const pad = (who, letter) => {
      const help = make("span", {}, "");
      const key = make("button", { type: "button", class: "bond-tap-key", "data-who": who,
        onpointerdown: (event) => { if (event.button === 0) this.tap(who, event.timeStamp); },
        // A click without a pointer comes from what reads the screen; with one, it was counted when the pointer went down.
        onclick: (event) => { if (event.detail === 0) this.tap(who, event.timeStamp); } }, make("b", {}, letter), help);
      key.help = help;
      return key;
    };
    this.keys = { first: pad("first", w.pad_first), second: pad("second", w.pad_second) };
    this.pad = make("div", { class: "bond-tap-pad", role: "application", tabindex: "-1" }, this.keys.first, this.keys.second);
    return this.pad;
  }

  setup() {
    const w = this.words;
    const side = make("form", { class: "bond-side", onsubmit: (event) => event.preventDefault() });
    this.presets = this.spec.presets.map((name) => make("button", { type: "button", "data-preset": name,
      onclick: () => this.send({ type: "preset", name }) }, w.presets_from[name]));
    this.partnerBox = make("fieldset", {});
    this.seed = make("span", { class: "bond-note" });
    this.sound = make("input", { type: "checkbox", "data-control": "sound" });
    const [who, length] = ["partner", "length"].map((key) => this.choice(this.spec.controls.find((each) => each.key === key)));
    const sliders = this.spec.controls.filter((each) => !each.options).map((each) => this.slider(each));
    this.partnerBox.append(...sliders, make("label", { class: "bond-check-line" }, this.sound, make("span", {}, w.sound)),
      make("div", { class: "bond-buttons" }, this.button("sample", w.sample, () => this.send({ type: "sample" })), this.seed));
    side.append(make("fieldset", { class: "bond-presets" }, make("legend", {}, w.presets), ...this.presets),
      make("fieldset", {}, make("legend", {}, w.setup), who, length), this.partnerBox,
      make("div", { class: "bond-buttons" }, this.button("reset", w.reset, () => this.send({ type: "reset" }))));
    return side;
  }

  choice(control) {
    const id = `${this.id}-${control.key}`;
    const select = make("select", { id, "data-control": control.key, onchange: () => this.change() },
      ...Object.entries(control.options).map(([value, label]) => make("option", { value }, label)));
    this.inputs[control.key] = select;
    return make("div", { class: "bond-control" }, make("label", { class: "bond-label", for: id }, control.label), select);
  }

  slider(control) {
    const id = `${this.id}-${control.key}`;
    const output = make("output", { for: id });
    const input = make("input", { id, type: "range", min: control.low, max: control.high, step: control.step,
      "data-control": control.key, "aria-describedby": `${id}-about`,
      oninput: () => this.showValue(control), onchange: () => this.change() });
    this.inputs[control.key] = input;
    this.outputs[control.key] = output;
    return make("div", { class: "bond-control" }, make("div", { class: "bond-control-head" },
      make("label", { for: id }, control.label, " ", make("i", {}, control.symbol)), output), input,
      make("p", { class: "bond-about", id: `${id}-about` }, control.about));
  }

  showValue(control) {
    const value = Number(this.inputs[control.key].value).toFixed(control.digits);
    const text = fill(control.unit ? this.words.value : this.words.value_bare, { value, unit: control.unit });
    this.outputs[control.key].textContent = text;
    this.inputs[control.key].setAttribute("aria-valuetext", text);
  }

  keep() {
    const w = this.words;
    const id = `${this.id}-state`;
    this.stateField = make("input", { id, type: "text", "data-role": "state", spellcheck: "false", autocomplete: "off",
      onkeydown: (event) => { if (event.key === "Enter") this.apply(); } });
    this.files = ["csv", "series", "save"].map((which) =>
      this.button(which, w[which], () => this.send({ type: "file", which, view: this.view })));
    this.copyNote = make("span", { class: "bond-note", role: "status" });
    return make("div", { class: "bond-foot" }, make("details", { class: "bond-keep" }, make("summary", {}, w.keep),
      make("div", { class: "bond-buttons" }, ...this.files),
      make("div", { class: "bond-measure" }, make("p", { class: "bond-label" }, w.measure),
        make("pre", {}, make("code", {}, w.measure_code)), make("p", { class: "bond-note" }, w.measure_note)),
      make("div", { class: "bond-state-row" }, make("label", { for: id }, w.state), this.stateField,
        this.button("copy", w.copy, () => this.copy()), this.button("apply", w.apply, () => this.apply())), this.copyNote));
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.stateField.value);
      this.copyNote.textContent = this.words.copied;
    } catch {
      this.stateField.select();
      this.copyNote.textContent = this.words.copy_by_hand;
    }
  }

  apply() { this.change(this.stateField.value); }

  change(text) {
    const values = Object.entries(this.inputs).map(([key, input]) => `${key}=${input.value}`);
    this.send({ type: "state", text: text ?? [...values, `seed=${this.start.seed}`].join(" ") });
  }

  send(message) {
    this.error.hidden = true;
    this.model.send(message);
  }

  // -- following the kernel --

  follow() {
    const { model } = this;
    const on = { "change:start": () => this.refresh(), "change:result": () => this.showResult(),
      "change:veils": () => this.veil(),
      "msg:custom": (message, buffers) => this.hearKernel(message, buffers) };
    for (const [name, handler] of Object.entries(on)) model.on(name, handler);
    this.leave = () => { for (const [name, handler] of Object.entries(on)) model.off(name, handler); };
    this.refresh();
    this.showResult();
    this.veil();
  }

  refresh() {
    this.start = this.model.get("start");
    if (this.run) return; // what was set meanwhile is shown when the recording is over
    const { values, text, seed } = this.start;
    const virtual = values.partner === "virtual";
    for (const control of this.spec.controls) {
      this.inputs[control.key].value = values[control.key];
      if (!control.options) this.showValue(control);
    }
    this.partnerBox.hidden = !virtual;
    this.seed.textContent = fill(this.words.seed, { seed });
    this.stateField.value = text;
    this.root.dataset.state = text;
    this.stage.dataset.drawn = text;
    const names = { first: [this.words.name_first, this.words.key_first],
      second: virtual ? [this.words.name_virtual, this.words.key_virtual] : [this.words.name_second, this.words.key_second] };
    for (const [who, key] of Object.entries(this.keys)) {
      key.setAttribute("aria-label", names[who][0]);
      key.help.textContent = names[who][1];
    }
    this.keys.second.setAttribute("aria-disabled", String(virtual));
    this.pad.setAttribute("aria-label", virtual ? this.words.pad_virtual : this.words.pad);
    if (!this.hasResult()) this.strip.clear(Number(values.length));
  }

  hasResult() { return Boolean(this.model.get("result").sentence); }

  showResult() {
    clearTimeout(this.patience);
    const result = this.model.get("result");
    const got = this.hasResult();
    if (this.run) return;
    this.note.textContent = "";
    for (const button of this.files) button.disabled = !got;
    this.sentence.textContent = got ? result.sentence : this.words.none;
    this.now.textContent = got ? this.words.done : this.words.idle;
    this.startButton.textContent = got ? this.words.again : this.words.start;
    this.tableBox.hidden = !got;
    this.tableBox.replaceChildren(...(got ? [this.table(result.rows)] : []));
    this.live.textContent = got && this.asked ? fill(this.words.say_done, { sentence: result.sentence }) : "";
    this.asked = false;
    if (got) this.strip.result(result);
    else this.strip.clear(Number(this.start.values.length));
    this.root.dataset.recorded = got ? String(result.first.length + result.second.length) : "";
  }

  table(rows) {
    const w = this.words;
    return make("table", {}, make("caption", {}, w.table),
      make("thead", {}, make("tr", {}, ...w.columns.map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...rows.map(([head, ...cells]) =>
        make("tr", {}, make("th", { scope: "row" }, head), ...cells.map((cell) => make("td", {}, cell))))));
  }

  veil() {
    const texts = Object.values(this.model.get("veils"));
    const veiled = texts.length > 0;
    this.curtain.textContent = texts[0] ?? "";
    this.curtain.hidden = !veiled;
    this.root.classList.toggle("bond-veiled", veiled);
    for (const part of [this.stageBox, this.side, this.foot]) part.inert = veiled;
    if (veiled && this.run) this.end(performance.now());
  }

  hearKernel(message, buffers) {
    if (message.type === "error") {
      clearTimeout(this.patience);
      this.note.textContent = "";
      this.error.textContent = message.text;
      this.error.hidden = false;
      this.refresh();
    } else if (message.type === "file" && message.view === this.view) {
      const href = URL.createObjectURL(new Blob([buffers[0]], { type: message.mime }));
      const link = make("a", { href, download: message.name });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(href), 10000);
    }
  }

  // -- tapping --

  begin() {
    const { values, kicks } = this.start;
    const length = Number(values.length);
    const virtual = values.partner === "virtual";
    const partner = virtual ? new Partner(values, kicks, this.spec.shortest, length / 2) : null;
    this.error.hidden = true;
    this.note.textContent = "";
    this.tableBox.hidden = true;
    this.strip.clear(length);
    this.setRunning(true);
    if (partner && this.sound.checked) this.audio ??= new AudioContext();
    this.pad.focus({ preventScroll: true });
    const begun = performance.now();
    this.run = { begun, length, half: length / 2, partner, shown: 0, first: [], second: [], together: false };
    this.now.textContent = this.words.apart;
    this.live.textContent = fill(virtual ? this.words.say_start_virtual : this.words.say_start, { seconds: length / 2 });
    this.sentence.textContent = this.live.textContent;
    this.follower = requestAnimationFrame(() => this.frame());
    this.alarm = setTimeout(() => this.finish(), 1000 * length);
    if (partner) this.listen();
  }

  setRunning(running) {
    this.root.dataset.running = String(running);
    this.startButton.disabled = running;
    this.stopButton.disabled = !running;
    for (const part of [this.side, this.foot]) part.inert = running;
  }

  seconds(stamp) { return (stamp - this.run.begun) / 1000; }

  // Wake for each of the partner's taps; its time is the one it was due at, not the one at which the page woke.
  listen() {
    const { partner, begun } = this.run;
    const wait = begun + 1000 * partner.due - performance.now();
    this.waker = setTimeout(() => {
      if (!this.run) return;
      this.showPartner(this.seconds(performance.now()));
      this.listen();
    }, Math.max(0, wait));
  }

  // In the first half nobody should be led, so the partner's taps are only shown when it is over.
  showPartner(time) {
    const { run } = this;
    run.partner.advance(Math.min(time, run.length));
    if (time < run.half) return;
    for (; run.shown < run.partner.taps.length; run.shown++) {
      const tap = run.partner.taps[run.shown];
      this.strip.mark("second", tap);
      if (tap < run.half || time - tap > 0.2) continue;
      this.flash("second");
      this.click();
    }
  }

  click() {
    if (!this.audio || !this.sound.checked) return;
    const [tone, volume, at] = [this.audio.createOscillator(), this.audio.createGain(), this.audio.currentTime];
    tone.frequency.value = 880;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.05);
    tone.connect(volume).connect(this.audio.destination);
    tone.start(at);
    tone.stop(at + 0.06);
  }

  tap(who, stamp) {
    const { run } = this;
    if (!run || (who === "second" && run.partner)) return;
    const time = this.seconds(stamp);
    if (time < 0 || time >= run.length) return;
    run[who].push(time);
    if (run.partner) {
      run.partner.hear(time);
      clearTimeout(this.waker); // the partner may be due later now
      this.showPartner(time);
      this.listen();
    }
    this.strip.mark(who, time);
    this.flash(who);
  }

  flash(who) {
    const key = this.keys[who];
    clearTimeout(key.timer);
    key.classList.add("bond-hit");
    key.timer = setTimeout(() => key.classList.remove("bond-hit"), FLASH_MS);
  }

  frame() {
    if (!this.run) return;
    const { run } = this;
    const time = Math.min(run.length, Math.max(0, this.seconds(performance.now())));
    if (!run.together && time >= run.half) {
      run.together = true;
      this.now.textContent = this.words.together;
      this.live.textContent = fill(this.words.say_together, { seconds: run.half });
      this.sentence.textContent = this.live.textContent;
    }
    const left = fill(this.words.left, { seconds: Math.ceil(run.length - time) });
    if (this.left.textContent !== left) this.left.textContent = left;
    this.strip.now(time);
    this.follower = requestAnimationFrame(() => this.frame());
  }

  finish() { if (this.run) this.end(this.run.begun + 1000 * this.run.length); }

  halt() {
    clearTimeout(this.alarm);
    clearTimeout(this.waker);
    cancelAnimationFrame(this.follower);
    this.run = null;
  }

  end(stamp) {
    const { run } = this;
    if (!run) return;
    const time = Math.min(this.seconds(stamp), run.length);
    if (run.partner) {
      run.partner.advance(time);
      run.second = run.partner.taps.filter((tap) => tap < time);
    }
    this.halt();
    const held = this.root.contains(document.activeElement);
    this.setRunning(false);
    this.strip.now(null);
    this.left.textContent = "";
    this.now.textContent = this.words.done;
    if (held) this.pad.focus({ preventScroll: true }); // a last tap must not press a button
    this.refresh();
    this.asked = true;
    this.patience = setTimeout(() => { this.note.textContent = this.words.waiting; }, PATIENCE_MS);
    const taps = (who) => run[who].filter((each) => each < time);
    this.model.send({ type: "taps", first: taps("first"), second: taps("second"), half: run.half, end: time });
  }

  // Which person a key belongs to: by its letter, and where the letters are not Latin by its place.
  personOf(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : { KeyF: "f", KeyJ: "j" }[event.code];
    return { f: "first", j: "second" }[letter] ?? null;
  }

  key(event) {
    event.stopPropagation(); // a notebook's own keys must not fire while somebody taps
    const onPad = this.pad.contains(event.target);
    if (event.key === "Escape" && this.run) {
      event.preventDefault();
      this.end(event.timeStamp);
      return;
    }
    if (!this.run && !onPad) return;
    const own = event.target.dataset?.who;
    const pressed = own && (event.key === "Enter" || event.key === " ") ? own : this.personOf(event);
    if (!pressed) return;
    event.preventDefault();
    if (!event.repeat) this.tap(pressed, event.timeStamp);
  }

  // The space bar would click when it comes up; its tap was counted when it went down.
  keyUp(event) { if (event.key === " " && event.target.dataset?.who) event.preventDefault(); }

  focusLeft(event) {
    if (this.run && !this.root.contains(event.relatedTarget)) this.note.textContent = this.words.lost;
  }

  remove() {
    this.halt();
    clearTimeout(this.patience);
    this.watcher.disconnect();
    this.leave();
    this.audio?.close();
  }
}

function render({ model, el }) {
  const panel = new Tapping(model, el);
  return () => panel.remove();
}

export default { render };
