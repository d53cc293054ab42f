"use strict";
// What the pages of newsfacts share. Text reaches a page through textContent; no string ever becomes markup.
const PAGE = 100;
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter(c => c !== null && c !== undefined && c !== ""));
  return node;
}
const bdi = text => el("bdi", null, text);
const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
function tally(values) {
  const n = new Map();
  for (const v of values) n.set(v, (n.get(v) || 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// A list that draws what is seen first and more on request, so that twenty thousand rows cost no more than a hundred.
function lazy(list, items, draw, most, holder) {
  let shown = 0;
  const more = el("button", {class: "more", onclick: step});
  function step() {
    const next = items.slice(shown, shown + (most || PAGE));
    list.append(...next.map(draw));
    shown += next.length;
    more.hidden = shown >= items.length;
    more.textContent = `Show more (${(items.length - shown).toLocaleString("en")} left)`;
  }
  step();
  return el("div", null, holder || list, more);
}
