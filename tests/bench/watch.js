// What the benchmark sees, from inside the page. Put in before the page's own code runs (see bench.py).
//
// A *picture* is what a learner looks at: for a panel of ours the SVG in its stage, for @interact the PNG in the cell's
// output. After every animation frame it is looked at once: has it changed, is it whole, which state does it say it shows?
// The time of a frame is taken just after the page has handed it over for display, and the time of an event is the browser's
// own time stamp of it, so what is counted is: key pressed -> event -> everything in between -> frame with the new picture
// handed over. What the screen adds after that is the same for both sides and not counted.
(() => {
  const seen = new Map();                  // signature -> number of the picture
  let frames = [], events = [], messages = [], watching = false, root = null, lookup = null, dirty = true, last = null;
  let changedAt = 0;

  const hash = (text) => {
    let value = 5381;
    for (let i = 0; i < text.length; i++) value = (value * 33 ^ text.charCodeAt(i)) | 0;
    return text.length + ":" + value;
  };

  const lookups = {
    panel(root) {
      const stage = root.querySelector(".bond-stage"), svg = stage?.querySelector("svg");
      if (!svg || stage.offsetHeight < 20) return { blank: true };
      const parts = [];
      for (const part of svg.querySelectorAll("path, use, text")) {
        for (const place of ["d", "transform", "x", "y", "visibility"]) parts.push(part.getAttribute(place) ?? "");
        if (part.tagName === "text") parts.push(part.textContent);
      }
      return { blank: parts.join("").length < 5000, signature: hash(parts.join("|")), drawn: stage.dataset.drawn,
               state: root.dataset.state, height: stage.offsetHeight };
    },
    interact(root) {
      const pictures = root.querySelectorAll("img"), picture = pictures[pictures.length - 1];
      if (!picture || !picture.complete || !picture.naturalWidth) return { blank: true, height: root.offsetHeight };
      return { blank: false, signature: hash(picture.src), height: root.offsetHeight };
    },
  };

  const look = () => {
    const found = lookup(root);
    if (found.blank) return { ...found, picture: 0 };
    if (!seen.has(found.signature)) seen.set(found.signature, seen.size + 1);
    return { ...found, picture: seen.get(found.signature) };
  };

  const after = () => {                    // just after the frame was painted
    if (!watching) return;
    const time = performance.now();
    if (dirty || !last || lookup === lookups.interact) {
      dirty = false;
      last = look();
    }
    frames.push({ time, changedAt, ...last, state: root.dataset.state });
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = after;
  const frame = () => {
    if (!watching) return;
    channel.port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  const observer = new MutationObserver(() => { dirty = true; changedAt = performance.now(); });

  for (const type of ["keydown", "pointerdown", "pointermove", "input"])
    window.addEventListener(type, (event) => { if (watching) events.push({ type, time: event.timeStamp }); }, true);

  // The kernel's messages, with their size: bytes an update, and where the time goes.
  const decoder = new TextDecoder();
  const name = (data) => {                 // what a message is: a picture asked for, one run ahead, or neither
    const head = typeof data === "string" ? data.slice(0, 4000)
      : decoder.decode(new Uint8Array(data, 0, Math.min(4000, data.byteLength)));
    return /"type": ?"(frame|figure|ahead)"/.exec(head)?.[1] ?? (/"image\/png"/.test(head) ? "frame" : "");
  };
  const size = (data) => data.byteLength ?? data.size ?? new TextEncoder().encode(data).length;
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      if (!String(given[0]).includes("/channels")) return;
      this.addEventListener("message", (event) => {
        if (watching) messages.push({ way: "in", time: performance.now(), size: size(event.data), name: name(event.data) });
      });
      const send = this.send;
      this.send = (data) => {
        if (watching) messages.push({ way: "out", time: performance.now(), size: size(data) });
        return send.call(this, data);
      };
    }
  };

  window.bondWatch = {
    start(kind, element) {
      [frames, events, messages, last, dirty] = [[], [], [], null, true];
      [root, lookup, watching] = [element, lookups[kind], true];
      observer.disconnect();
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      requestAnimationFrame(frame);
      return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));  // there is a frame to start from
    },
    stop() {
      watching = false;
      observer.disconnect();
      const result = { frames, events, messages };
      [frames, events, messages] = [[], [], []];
      return result;
    },
    // Count pictures without keeping anything, for the memory figure.
    count(kind, element) {
      let counted = 0;
      const counter = new MutationObserver((changes) => {
        const fresh = (change) => [...change.addedNodes].some((node) => node.querySelector?.("img"));
        counted += kind === "panel" || changes.some(fresh) ? 1 : 0;
      });
      const stage = element.querySelector(".bond-stage");
      if (stage) counter.observe(stage, { attributes: true, attributeFilter: ["data-frame"] });
      else counter.observe(element, { subtree: true, childList: true });
      return () => counted;
    },
    // At rest: the picture has been the same for `quiet` milliseconds and, in a panel, shows the state of the controls.
    rest(quiet) {
      if (frames.length < 2) return false;
      const end = frames[frames.length - 1];
      if (end.blank || (end.drawn !== undefined && end.drawn !== end.state)) return false;
      const since = Math.max(changedAt, events.length ? events[events.length - 1].time : 0);
      return end.time - since > quiet && end.time > since;
    },
  };
})();
