const data = JSON.parse(document.getElementById("data").textContent);
const main = document.getElementById("main"), header = document.getElementById("top");
const SVG = "http://www.w3.org/2000/svg", MOST = 14;
const filters = {q: "", type: "!said", status: "", country: "", conflict: "", order: ""};
const CONFLICTS = {amount: "different sums", day: "different days", actor: "different actors", denial: "told and denied", status: "planned and done"};
let picked = null;  // what was clicked in the matrix or the timeline

// What is empty is left out of the data.
for (const [n, e] of data.events.entries()) {
  for (const name of ["from", "to", "people", "told"]) e[name] ||= [];
  Object.assign(e, {n, conflicts: [], open: 0});
  for (const r of e.told) { r.who ||= []; r.article = data.articles[r.n]; }
}
for (const c of data.conflicts) {
  for (const at of [c.event, c.other]) if (at !== undefined && !data.events[at].conflicts.includes(c)) {
    data.events[at].conflicts.push(c);
    if (!c.done) data.events[at].open += 1;
  }
}
const name = code => data.countries[code] || code;
const searchOf = e => e.search ??= [e.say, ...e.people, ...e.told.flatMap(r => [r.article.outlet, r.by, ...r.who, r.say.join("")])].join(" ").replace(/\s+/g, " ").toLowerCase();
const weekOf = day => { const d = new Date(day + "T00:00:00Z"); d.setUTCDate(d.getUTCDate() - (d.getUTCDay() + 6) % 7); return d.toISOString().slice(0, 10); };
const codesOf = e => [...new Set([...e.from, ...e.to])];
const typeWords = t => t.replace(/^x_/, "").replace(/_/g, " ");

function fits(e) {
  return (!filters.type || (filters.type === "!said" ? e.type !== "said" : e.type === filters.type)) &&
    (!filters.status || (filters.status === "new" ? e.new : e.status === filters.status)) &&
    (!filters.country || codesOf(e).includes(filters.country)) &&
    (!filters.conflict || (filters.conflict === "any" ? e.open : e.conflicts.some(c => c.kind === filters.conflict))) &&
    (!filters.q || filters.q.toLowerCase().split(/\s+/).every(w => searchOf(e).includes(w)));
}
const BY = {
  "": (a, b) => (b.open > 0) - (a.open > 0) || b.told.length - a.told.length || (a.day < b.day ? 1 : -1),
  newest: (a, b) => (a.day || "") < (b.day || "") ? 1 : (a.day || "") > (b.day || "") ? -1 : a.n - b.n,
  oldest: (a, b) => a.n - b.n,
};

function select(key, label, pairs, changed) {
  const box = el("select", {"data-filter": key, onchange: e => { filters[key] = e.target.value; changed(); }});
  for (const [value, text] of pairs) box.append(el("option", {value}, text));
  box.value = filters[key];
  if (box.selectedIndex < 0) { filters[key] = ""; box.value = ""; }
  return el("label", null, label, box);
}
function filterBar(changed) {
  let wait;
  const search = el("input", {type: "search", "aria-label": "Search the events", placeholder: "Search the events  ( / )",
    oninput: e => { clearTimeout(wait); wait = setTimeout(() => { filters.q = e.target.value.trim(); changed(); }, 120); }});
  search.value = filters.q;
  const all = [["", "all"]], counted = values => tally(values).map(([v, n]) => [v, `${typeWords(v)} (${n})`]);
  const status = all.concat(counted(data.events.map(e => e.status)));
  if (data.since) status.push(["new", `new since ${data.since}`]);
  return el("div", {class: "bar", role: "search"}, search,
    select("type", "Type", [["!said", "no statements"], ...all, ...counted(data.events.map(e => e.type))], changed),
    select("status", "Status", status, changed),
    select("country", "Country", all.concat(tally(data.events.flatMap(codesOf)).map(([v, n]) => [v, `${name(v)} (${n})`])), changed),
    select("conflict", "Contradictions", [["", "with and without"], ["any", "with open ones"], ...Object.entries(CONFLICTS)], changed),
    select("order", "Order", [["", "contradictions first"], ["newest", "newest first"], ["oldest", "oldest first"]], changed),
    el("button", {class: "clear", onclick: () => { Object.assign(filters, {q: "", type: "", status: "", country: "", conflict: "", order: ""}); picked = null; keep(); show(); }}, "Clear"));
}

function versus(c) {
  const words = c.kind === "status" && c.done ? `planned, then ${c.done}` : CONFLICTS[c.kind];
  return el("li", {class: c.done ? "solved" : ""}, el("span", {class: "soft"}, `${words}: `),
    ...(c.done ? [] : [el("b", null, bdi(c.a.value)), " against ", el("b", null, bdi(c.b.value))]));
}
// What of a report a contradiction is about is set off.
function report(r, e) {
  const sides = e.conflicts.map(c => [c, c.a.told.includes(r.k) ? "a" : c.b.told.includes(r.k) ? "b" : ""]).filter(x => x[1]);
  const odd = kind => sides.some(([c]) => c.kind === kind && !c.done) ? "odd" : null;
  const values = [["who", r.who.join(", "), "actor"], ["when", r.day, "day"], ["how much", r.sum, "amount"], ["said by", r.by, ""]];
  const side = (sides.find(([c]) => !c.done) || [null, ""])[1];
  return el("article", {class: `report ${side}`, id: r.k},
    el("h3", null, bdi(r.article.outlet)), el("small", null, r.article.published || "no day"),
    el("blockquote", null, bdi(r.say[0]), el("b", null, bdi(r.say[1])), bdi(r.say[2])),
    el("dl", null, ...values.filter(v => v[1]).map(([label, text, kind]) => el("div", null, el("dt", null, label), el("dd", {class: kind && odd(kind)}, bdi(text))))),
    el("small", null, bdi(`${r.article.source} · characters ${r.at}–${r.to}`)));
}
function othersOf(e) {
  const others = new Set(e.conflicts.flatMap(c => [c.event, c.other]).filter(n => n !== undefined && n !== e.n));
  return [...others].map(n => data.events[n]);
}
function card(e) {
  const outlets = new Set(e.told.map(r => r.article.outlet)).size;
  const box = el("details", {class: `event ${e.open ? "against" : e.conflicts.length ? "solved" : ""}`, id: e.id, ontoggle: () => {
    if (!box.open || box.dataset.drawn) return;
    box.dataset.drawn = "1";
    // Sides of a contradiction stand beside each other, conflicting reports first.
    const weight = r => e.conflicts.some(c => !c.done && [...c.a.told, ...c.b.told].includes(r.k)) ? 0 : 1;
    const others = othersOf(e), ours = el("div", {class: "reports"}, ...[...e.told].sort((a, b) => weight(a) - weight(b)).map(r => report(r, e)));
    box.append(others.length ? el("div", {class: "sides"}, el("div", null, el("p", {class: "soft"}, e.status), ours),
      el("div", null, ...others.map(o => el("div", null, el("p", {class: "soft"}, `${o.status}: `, el("a", {href: `#${o.id}`}, bdi(o.say))),
        el("div", {class: "reports"}, ...o.told.map(r => report(r, o))))))) : ours);
  }}, el("summary", null, el("b", null, bdi(e.say)), e.status === "happened" ? "" : el("span", {class: `mark ${e.status}`}, e.status), e.new ? el("span", {class: "mark happened"}, "new") : "",
    el("span", {class: "meta"}, el("span", null, e.when ? (e.stated ? e.when : `reported ${e.when}`) : "no day"), el("span", null, plural(e.told.length, "report")), el("span", null, plural(outlets, "outlet")), el("span", null, typeWords(e.type))),
    e.conflicts.length ? el("ul", {class: "versus"}, ...e.conflicts.map(versus)) : ""));
  return el("li", null, box);
}

function svg(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value); else node.setAttribute(key, value);
  }
  node.append(...children.filter(c => c !== null));
  return node;
}
function hit(label, test, on, ...children) {
  const pick = () => { picked = on ? null : {label, test}; draw(); };
  return svg("g", {class: `hit${on ? " on" : ""}`, tabindex: 0, role: "button", "aria-label": label, onclick: pick,
    onkeydown: e => { if (e.key === "Enter" || e.key === " ") { pick(); e.preventDefault(); } }}, svg("title", null, label), ...children);
}
const pairsOf = e => e.to.length ? e.from.flatMap(a => e.to.filter(b => b !== a).map(b => [a, b])) : e.from.flatMap(a => e.from.filter(b => b !== a).map(b => [a, b]));

// Rows act, columns receive; only what happened counts.
function matrix(events) {
  const cells = new Map(), weight = new Map();
  for (const e of events) if (e.status === "happened") for (const [a, b] of pairsOf(e)) {
    cells.set(`${a} ${b}`, (cells.get(`${a} ${b}`) || 0) + 1);
    for (const c of [a, b]) weight.set(c, (weight.get(c) || 0) + 1);
  }
  const top = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST).map(x => x[0]);
  if (!top.length) return el("p", {class: "soft"}, "No pairs of states in these events.");
  const size = 24, left = 132, high = 116, most = Math.max(...cells.values());
  const picture = svg("svg", {viewBox: `0 0 ${left + top.length * size + 52} ${high + top.length * size + 4}`, role: "group", "aria-label": "Matrix of states"});
  top.forEach((code, i) => picture.append(
    svg("text", {x: left - 6, y: high + i * size + 16, "text-anchor": "end"}, name(code)),
    svg("text", {transform: `translate(${left + i * size + 15} ${high - 6}) rotate(-60)`}, name(code)),
    svg("line", {class: "axis", x1: left, x2: left + top.length * size, y1: high + i * size, y2: high + i * size})));
  top.forEach((a, i) => top.forEach((b, j) => {
    const n = cells.get(`${a} ${b}`);
    if (!n) return;
    const label = `${name(a)} to ${name(b)}: ${plural(n, "event")}`, x = left + j * size, y = high + i * size;
    picture.append(hit(label, e => e.status === "happened" && pairsOf(e).some(p => p[0] === a && p[1] === b), picked && picked.label === label,
      svg("rect", {class: "cell", x: x + 1, y: y + 1, width: size - 2, height: size - 2, rx: 3, "fill-opacity": (0.25 + 0.75 * n / most).toFixed(2)}),
      svg("text", {class: n > most / 2 ? "count dark" : "count", x: x + size / 2, y: y + 16, "text-anchor": "middle"}, String(n))));
  }));
  return picture;
}
// Events by week: what happened, and above it what was planned, denied, wanted.
function timeline(events) {
  const weeks = new Map();
  for (const e of events) if (e.day) {
    const w = weekOf(e.day), row = weeks.get(w) || [0, 0];
    row[e.status === "happened" ? 0 : 1] += 1;
    weeks.set(w, row);
  }
  // A few events of long ago would leave the rest no room: of each side one percent is left out.
  const sorted = [...weeks.keys()].sort(), all = events.filter(e => e.day).map(e => weekOf(e.day)).sort();
  if (!sorted.length) return el("p", {class: "soft"}, "No dated events.");
  const first = all[Math.floor(all.length * .01)], last = all[Math.ceil(all.length * .99) - 1];
  const step = 7 * 864e5, at = w => Math.round((Date.parse(w) - Date.parse(first)) / step), n = at(last) + 1;
  const wide = 520, high = 130, bar = Math.max(1, Math.min(24, wide / n)), most = Math.max(...sorted.map(w => weeks.get(w)[0] + weeks.get(w)[1]));
  const picture = svg("svg", {viewBox: `0 0 ${wide + 8} ${high + 22}`, role: "group", "aria-label": "Events by week"}, svg("line", {class: "axis", x1: 0, x2: wide, y1: high, y2: high}));
  for (const w of sorted) {
    if (w < first || w > last) continue;
    const [done, other] = weeks.get(w), x = at(w) * bar, h = 100 * done / most, o = 100 * other / most;
    const label = `week of ${w}: ${done} happened, ${other} planned, denied or wanted`;
    picture.append(hit(label, e => e.day && weekOf(e.day) === w, picked && picked.label === label,
      svg("rect", {class: "bar", x, y: high - h, width: Math.max(1, bar - 1), height: h}), svg("rect", {class: "bar other", x, y: high - h - o, width: Math.max(1, bar - 1), height: o})));
  }
  picture.append(svg("text", {x: 0, y: high + 16}, first), n > 8 ? svg("text", {x: Math.min(wide, n * bar), y: high + 16, "text-anchor": "end"}, last) : "");
  return el("div", null, picture, el("p", {class: "legend"}, el("span", null, el("i"), "happened"), el("span", null, el("i", {class: "other"}), "planned, denied, wanted")));
}

function folded(id, title, draw) {
  const box = el("details", {id, ontoggle: () => { if (box.open && box.childElementCount === 1) box.append(draw()); }}, el("summary", null, title));
  return box;
}
function people() {
  return lazy(el("ul", {class: "rows"}), data.people, p => el("li", null, el("b", null, bdi(p.name), p.country ? ` (${name(p.country)})` : ""), el("small", null, plural(p.articles, "article")),
    ...(p.tenures || []).map(t => el("small", null, bdi(`${t.status === "current" ? "" : t.status + " "}${typeWords(t.office)}${t.country ? `, ${name(t.country)}` : ""}: ${t.first || "?"} to ${t.last || "?"}${t.in ? `, first in ${t.in}` : ""}`)))), 30);
}
function promises() {
  return lazy(el("ul", {class: "rows"}), data.promises, p => el("li", null, el("a", {href: `#${data.events[p.event].id}`}, bdi(data.events[p.event].say)),
    el("small", null, p.due ? `due ${p.due} · ${p.state}` : p.state)), 30);
}

const body = el("div", null);
function draw() {
  const found = data.events.filter(fits), shown = (picked ? found.filter(picked.test) : found).sort(BY[filters.order] || BY[""]);
  const open = shown.filter(e => e.open).length;
  body.replaceChildren(el("p", {class: "soft", role: "status"}, `${plural(shown.length, "event")}, ${plural(open, "event")} with open contradictions`,
    picked ? el("span", {class: "pick"}, ` · ${picked.label} `, el("button", {class: "link all", onclick: () => { picked = null; draw(); }}, "show all")) : ""),
    el("div", {class: "wide"},
      el("section", {id: "events"}, lazy(el("ol", {class: "events"}), shown, card, 40)),
      el("div", null,
        el("section", {id: "timeline"}, el("h2", null, "By week"), timeline(found)),
        el("section", {id: "matrix"}, el("h2", null, "Who to whom ", el("small", null, "row acts, column receives; what happened")), matrix(found)),
        data.promises.length ? folded("promises", `Promised, no report of it done (${data.promises.length})`, promises) : "",
        folded("people", `People (${data.people.length})`, people),
        data.candidates.length ? folded("candidates", `Could be one (${data.candidates.length})`, () => lazy(el("ul", {class: "rows"}), data.candidates, c => el("li", null, bdi(`${c[0]} · ${c[1]}`), el("small", null, bdi(c[2]))), 30)) : "")));
}
// The hash is the event that one looks at, and the filters.
function keep() {
  const set = new URLSearchParams(Object.entries(filters).filter(([, v]) => v)).toString();
  history.replaceState(null, "", (location.hash.split("?")[0] || "#") + (set ? `?${set}` : ""));
}
function reach(id) {
  const e = data.events.find(e => e.id === id);
  if (!e) return;
  if (!fits(e) || (picked && !picked.test(e))) { Object.assign(filters, {q: "", type: "", status: "", country: "", conflict: ""}); picked = null; show(); return; }
  for (let more; !document.getElementById(id) && (more = document.querySelector("#events .more:not([hidden])"));) more.click();
  const box = document.getElementById(id);
  box.open = true;
  box.scrollIntoView({block: "start"});
  box.querySelector("summary").focus({preventScroll: true});
}
function show() {
  const change = () => { keep(); draw(); };
  header.replaceChildren(el("h1", null, `${plural(data.events.length, "event")} in ${plural(data.articles.length, "article")}`),
    el("p", {class: "soft"}, `${plural(data.conflicts.filter(c => !c.done).length, "open contradiction")}, ${plural(data.conflicts.filter(c => c.done).length, "plan", "plans")} kept or cancelled${data.since ? ` · told on ${data.since} or later` : ""}`));
  main.replaceChildren(filterBar(change), body);
  draw();
  const [place] = location.hash.slice(1).split("?");
  if (place) reach(place);
}
function follow() {
  const [, asked] = location.hash.split("?");
  if (asked !== undefined) { const set = new URLSearchParams(asked); for (const key in filters) filters[key] = set.get(key) || ""; }
  show();
}
document.onkeydown = e => {
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "/") { main.querySelector("input[type=search]").focus(); e.preventDefault(); }
};
document.getElementById("skip").addEventListener("click", e => { e.preventDefault(); main.focus(); });
addEventListener("hashchange", () => { const [place] = location.hash.slice(1).split("?"); if (place) reach(place); });
addEventListener("beforeprint", () => { for (const box of document.querySelectorAll("#events details.event")) box.open = true; });
follow();
