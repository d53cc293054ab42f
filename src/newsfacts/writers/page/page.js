"use strict";
// Everything from an article reaches the page through textContent; no string ever becomes markup.
const index = JSON.parse(document.getElementById("index").textContent);
// What is empty is left out of the data.
function unpack(f, names) { for (const name of names) f[name] ||= []; }
const perArticle = index.facts;
index.facts = perArticle.flatMap((facts, n) => facts.map((f, k) => {
  unpack(f, ["marks", "codes", "officials", "from", "to", "fromOfficials", "toOfficials"]);
  return Object.assign(f, {n, k});
}));
index.total = index.facts.length;
const sentenceOf = f => document.getElementById(`facts-${f.n}`).children[f.k].firstChild.data;
const levelOf = f => f.confidence === undefined ? "" : index.levels.find(([least]) => f.confidence >= least)[1];
document.body.classList.add("scripted");  // for browsers that cannot ask whether scripts run
const H = index.headings, main = document.getElementById("main"), header = document.getElementById("top");
const LAYERS = ["country", "official", "organization", "person", "amount", "date"];
const PLURAL = {country: "countries", official: "officials", organization: "organizations", person: "people", amount: "amounts", date: "dates"};
const NARROW = matchMedia("(max-width: 820px)");  // text and cards one below the other, as in page.css
const filters = {q: "", type: "", country: "", official: "", status: "", min: "", since: "", until: "", sort: ""};
const isFiltered = () => Object.entries(filters).some(([name, value]) => name !== "sort" && value);
const off = new Set(), unfolded = new Set();
let route = null;


// Offsets count code points, JavaScript strings UTF-16 units: the position of each code point, only where they differ.
function slicer(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (s, e) => text.slice(s, e);
  const at = [];
  let unit = 0;
  for (const point of text) { at.push(unit); unit += point.length; }
  at.push(unit);
  return (s, e) => text.slice(at[s], at[e]);
}

const cache = new Map();
function load(n) {
  if (!cache.has(n)) {
    if (cache.size > 20) cache.delete(cache.keys().next().value);
    const a = JSON.parse(document.getElementById(`article-${n}`).textContent);
    a.text = document.getElementById(`text-${n}`).textContent;
    a.entities = a.entities.map(([layer, id, name, about, ...at]) => ({layer, id, name, about,
      spans: at.flatMap((start, i) => i % 2 ? [] : [[start, at[i + 1]]])}));
    const cut = slicer(a.text);
    a.facts.forEach((f, k) => { unpack(f, ["ids", "args"]); Object.assign(f, perArticle[n][k]); });
    for (const f of a.facts) f.search = [...f.say.map(part => part[1]), f.when, f.how_much, f.where, f.said_by, f.rule, cut(...f.evidence)].join(" ").replace(/\s+/g, " ").toLowerCase();
    cache.set(n, a);
  }
  return cache.get(n);
}

// The words of a fact are in its article; the index takes them from there when something is first searched.
function searchOf(f) {
  if (f.search === undefined) {
    const inside = new Map(load(f.n).facts.map(one => [one.id, one.search]));
    for (const one of index.facts) if (one.n === f.n) one.search = inside.get(one.id);
  }
  return f.search;
}
function fits(f) {
  return (!filters.type || (filters.type === "!said" ? f.type !== "said" : f.type === filters.type)) && (!filters.country || f.codes.includes(filters.country)) &&
    (!filters.official || f.officials.includes(filters.official)) && !(f.confidence * 100 < filters.min - 1e-6) &&
    (!filters.since || (f.until || f.day) >= filters.since) && (!filters.until || f.day <= filters.until) &&
    (!filters.status || (filters.status === "plain" ? !f.marks.length : f.marks.includes(filters.status))) &&
    (!filters.q || filters.q.toLowerCase().split(/\s+/).every(w => searchOf(f).includes(w)));
}

// The facts in the order that is asked for; what has no date or no reliability comes last.
const SORTS = {
  reliability: (a, b) => (b.confidence ?? -1) - (a.confidence ?? -1),
  newest: (a, b) => (b.day || "").localeCompare(a.day || ""),
  oldest: (a, b) => (a.day || "~").localeCompare(b.day || "~"),
};
const sorted = facts => SORTS[filters.sort] ? [...facts].sort(SORTS[filters.sort]) : facts;

// Whether a key that was pressed is meant for a field.
const isForField = e => (/^(SELECT|TEXTAREA)$/.test(e.target.tagName) || (e.target.tagName === "INPUT" && e.target.type !== "range")) || e.ctrlKey || e.metaKey || e.altKey;

function select(name, label, pairs, changed, all) {
  const box = el("select", {"data-filter": name, onchange: e => { filters[name] = e.target.value; changed(); }}, el("option", {value: ""}, all || "all"));
  for (const [value, text] of pairs) box.append(el("option", {value}, text));
  box.value = filters[name];
  if (box.value !== filters[name]) { filters[name] = ""; box.value = ""; }
  return el("label", null, label, box);
}
function slider(changed) {
  const shown = el("output"), show = () => { shown.textContent = filters.min ? `≥ ${filters.min}%` : "any"; };
  const box = el("input", {type: "range", min: 0, max: 100, step: 5, "data-filter": "min",
    oninput: e => { filters.min = +e.target.value ? e.target.value : ""; show(); changed(); }});
  box.value = filters.min || 0;
  show();
  return el("label", null, H.certainty, box, shown);
}
function day(name, label, changed) {
  const box = el("input", {type: "date", "data-filter": name, onchange: e => { filters[name] = e.target.value; changed(); }});
  box.value = filters[name];
  filters[name] = box.value;  // what is no day is none
  return el("label", null, label, box);
}
function filterBar(facts, changed) {
  let wait;
  const search = el("input", {type: "search", "aria-label": "Search the facts", placeholder: "Search the facts  ( / )",
    oninput: e => { clearTimeout(wait); wait = setTimeout(() => { filters.q = e.target.value.trim(); change(); }, 120); }});
  search.value = filters.q;
  const clear = el("button", {class: "clear", onclick: () => { for (const k in filters) filters[k] = ""; keep(); show(true); }}, "Clear");
  const ready = () => { clear.hidden = !isFiltered(); };
  const change = () => { ready(); keep(); changed(); };
  const name = code => index.countries[code] || code;
  const bar = el("div", {class: "bar", role: "search"}, search,
    select("type", H.type, [["!said", `no statements (${facts.filter(f => f.type !== "said").length})`]].concat(tally(facts.map(f => f.type)).map(([v, n]) => [v, `${v.replace(/^x_/, "").replace(/_/g, " ")} (${n})`])), change),
    select("country", H.country, tally(facts.flatMap(f => f.codes)).map(([v, n]) => [v, `${name(v)} (${n})`]), change),
    select("official", "Official", tally(facts.flatMap(f => f.officials)).slice(0, 300).map(([v, n]) => [v, `${v} (${n})`]), change),
    select("status", "Status", [["plain", "plain"], ...tally(facts.flatMap(f => f.marks)).map(([v, n]) => [v, `${v} (${n})`])], change),
    slider(change), day("since", "From", change), day("until", "To", change),
    select("sort", "Sort", Object.keys(SORTS).map(name => [name, name]), change, "as told"),
    clear);
  ready();  // a filter that nothing here has was undone by its box
  return bar;
}

// Judging: what is right, wrong or skipped, with a note, kept in this browser for exactly these records.
const VERDICTS = {1: "right", 2: "wrong", 3: "skip"};
const STORE = `newsfacts:${index.key}`;
let judged = {}, kept = true;
const done = [];
try { judged = JSON.parse(localStorage.getItem(STORE)) || {}; } catch (error) { kept = false; }
function setJudgement(key, value) {
  if (value && (value.verdict || value.note)) judged[key] = value; else delete judged[key];
  try { localStorage.setItem(STORE, JSON.stringify(judged)); } catch (error) { kept = false; }
  showProgress();
}
function judge(key, change) {
  done.push([key, judged[key]]);
  setJudgement(key, {...judged[key], ...change});
}
function showProgress() {
  const count = Object.values(judged).filter(j => j.verdict).length;
  for (const place of document.querySelectorAll(".progress")) {
    place.textContent = `${count.toLocaleString("en")} of ${index.total.toLocaleString("en")} judged${kept ? "" : " (this browser keeps nothing: export before you close the page)"}`;
  }
}
function judgementLines() {
  return index.articles.flatMap(({n, id, source}) => Object.keys(judged).some(key => key.startsWith(`${n}/`)) ?
    load(n).facts.filter(f => judged[`${n}/${f.id}`]).map(f => {
      const {verdict, note} = judged[`${n}/${f.id}`];
      return JSON.stringify({article: id, source, fact: f.id, type: f.type, rule: f.rule, confidence: f.confidence,
        sentence: f.say.map(part => part[1]).join(""), verdict: verdict || null, note: note || null}) + "\n";
    }) : []);
}
function exportJudgements() {
  const url = URL.createObjectURL(new Blob(judgementLines(), {type: "application/jsonl"}));
  el("a", {href: url, download: "judgements.jsonl"}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
const KEYS = "j k next, previous fact · 1 right · 2 wrong · 3 skip · n note · u undo · / search · Esc choose nothing · ? keys";
function judgeBar(undo) {
  return el("div", {class: "bar", role: "group", "aria-label": "Judging"}, el("span", {class: "progress soft", role: "status"}),
    el("button", {class: "undo", onclick: undo}, "Undo"), el("button", {class: "export", onclick: exportJudgements}, "Export judgements"),
    el("details", {class: "keys"}, el("summary", null, "Keys"), el("p", {class: "soft"}, KEYS)));
}
function toggleKeys() { const box = document.querySelector(".keys"); box.open = !box.open; }

function marksOf(f) { return f.marks.map(m => el("span", {class: m === "not" ? "mark not" : "mark"}, m)); }

function showArticle(n, factId) {
  const info = index.articles[n], a = load(n), cut = slicer(a.text);
  document.title = info.title;
  header.replaceChildren(
    index.articles.length > 1 ? el("p", null, el("a", {class: "back", href: `#${query()}`}, "← All articles")) : "",
    el("h1", null, bdi(info.title)), el("p", {class: "soft"}, bdi(a.head.join(" · "))),
    ...a.warnings.map(w => el("p", {class: "warn soft"}, bdi(w))));
  // Cut the text wherever a mark may begin or end; each piece knows its entities.
  const marks = a.entities.flatMap(x => x.spans.map(([s, e]) => ({s, e, layer: x.layer, id: x.id, name: x.name, about: x.about})));
  const cuts = new Set([0, a.length]);
  for (const m of marks) cuts.add(m.s).add(m.e);
  for (const f of a.facts) for (const [s, e] of [f.trigger, f.evidence, ...f.args]) cuts.add(s).add(e);
  const edges = [...cuts].sort((x, y) => x - y);
  marks.sort((x, y) => x.s - y.s);
  const pieces = [];
  let open = [], next = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const s = edges[i], e = edges[i + 1];
    while (next < marks.length && marks[next].s <= s) open.push(marks[next++]);
    open = open.filter(m => m.e > s);
    const over = open.slice();
    const node = el("span", {"data-i": i, tabindex: over.length ? -1 : null,
      title: over.length ? over.map(m => [m.name, m.about].filter(Boolean).join(" – ")).join("\n") : null}, cut(s, e));
    pieces.push({s, e, node, over});
  }
  const text = el("div", {class: "text", tabindex: 0, role: "region", "aria-label": "Article text. Arrow keys walk the highlights, Enter shows their facts."}, ...pieces.map(p => p.node));
  function paint() {
    for (const p of pieces) {
      const layers = p.over.map(m => m.layer).filter(l => !off.has(l));
      p.node.className = layers.length ? ["hl", ...layers].join(" ") : "";
    }
    mark(chosen);
  }
  let chosen = null, range = null;
  function mark(f) {
    for (const p of pieces) {
      const inside = ([s, e]) => f && p.s < e && s < p.e;
      p.node.classList.toggle("ev", !!f && inside(f.evidence));
      p.node.classList.toggle("trig", !!f && inside(f.trigger));
      p.node.classList.toggle("arg", !!f && f.args.some(inside));
    }
  }
  const cards = new Map();
  function choose(f, jump) {
    chosen = f;
    for (const [id, card] of cards) {
      card.classList.toggle("on", !!f && id === f.id);
      card.querySelector(".say").setAttribute("aria-pressed", String(!!f && id === f.id));
    }
    mark(f);
    if (f && jump && !NARROW.matches) {  // on a phone the card itself shows the evidence
      const box = text.getBoundingClientRect(), at = triggerOf(f).getBoundingClientRect();
      text.scrollTop += at.top - box.top - box.height / 3;
    }
  }
  const triggerOf = f => pieces.find(p => p.e > f.trigger[0]).node;
  function field(label, value, cls) { return value ? el("div", null, el("dt", null, label), el("dd", {class: cls}, bdi(value))) : ""; }
  function card(f) {
    const say = el("button", {class: "say", "aria-pressed": "false", onclick: e => { e.stopPropagation(); choose(chosen === f ? null : f, true); }},
      ...f.say.map(([name, words]) => el(name === "who" || name === "whom" ? "b" : "span", {class: name}, bdi(words))), ...marksOf(f));
    const node = el("li", {class: f.marks.includes("not") ? "card negated" : "card", id: `card-${f.id}`,
      onclick: () => { if (String(getSelection()) === "") choose(chosen === f ? null : f, true); },
      onmouseenter: () => { if (!chosen) mark(f); }, onmouseleave: () => { if (!chosen) mark(null); }},
      say, el("dl", null, field(H.when, f.when), field(H.how_much, f.how_much), field(H.where, f.where), field(H.said_by, f.said_by),
        field(H.certainty, f.certainty, levelOf(f)), field(H.rule, f.rule)),
      el("blockquote", null, bdi(cut(f.evidence[0], f.trigger[0])), el("b", null, bdi(cut(...f.trigger))), bdi(cut(f.trigger[1], f.evidence[1])), " ",
        el("button", {class: "link", onclick: e => { e.stopPropagation(); triggerOf(f).scrollIntoView({block: "center"}); }}, "In the text")),
      el("div", {class: "bar verdict", onclick: e => e.stopPropagation()},
        ...Object.entries(VERDICTS).map(([key, verdict]) => el("button", {"data-verdict": verdict, title: `Key ${key}`, onclick: () => { choose(f, false); decide(verdict); }}, verdict)),
        el("input", {class: "note", "aria-label": "Note", placeholder: "Note  ( n )", onchange: e => { judge(keyOf(f), {note: e.target.value.trim()}); },
          onkeydown: e => { if (e.key === "Enter" || e.key === "Escape") { node.querySelector(".say").focus(); e.preventDefault(); e.stopPropagation(); } }})));
    cards.set(f.id, node);
    showVerdict(f);
    return node;
  }
  const keyOf = f => `${n}/${f.id}`;
  function showVerdict(f) {
    const card = cards.get(f.id), {verdict, note} = judged[keyOf(f)] || {};
    if (!card) return;
    card.dataset.judged = verdict || "";
    for (const button of card.querySelectorAll("[data-verdict]")) button.setAttribute("aria-pressed", String(button.dataset.verdict === verdict));
    card.querySelector(".note").value = note || "";
  }
  function decide(verdict) {
    const f = chosen;
    judge(keyOf(f), {verdict});
    showVerdict(f);
    step(1);
  }
  function undoLast() {
    if (!done.length) return;
    const [key, before] = done.pop(), [at, id] = key.split("/");
    setJudgement(key, before);
    if (+at !== n) { location.hash = link(at, id); return; }
    const f = a.facts.find(f => f.id === id);
    showVerdict(f);
    if (shown.includes(f)) reach(f);
  }
  let shown = [];
  function reach(f) {
    for (let more; !cards.has(f.id) && (more = side.querySelector(".more:not([hidden])"));) more.click();
    choose(f, true);
    cards.get(f.id).querySelector(".say").focus();
  }
  // To the next or previous fact, and from the last of an article to the first of the next.
  function step(by) {
    const at = chosen ? shown.indexOf(chosen) : by > 0 ? -1 : shown.length, f = shown[at + by];
    if (f) { reach(f); return; }
    const beyond = index.facts.filter(f => (by > 0 ? f.n > n : f.n < n) && fits(f)), to = beyond[by > 0 ? 0 : beyond.length - 1];
    if (to) location.hash = link(to.n, to.id);
  }
  const side = el("div", null);
  function list() {
    cards.clear();
    const found = shown = sorted(a.facts.filter(f => fits(f) && (!range || range.test(f))));
    const count = el("h2", {role: "status"}, `${H.facts} `, el("small", null, `${found.length} of ${a.facts.length}`,
      range ? ` for ${range.label} ` : "", range ? el("button", {class: "link all", onclick: () => { range = null; list(); }}, "show all") : ""));
    side.replaceChildren(count, lazy(el("ol", {class: "facts"}), found, card));
    if (!found.includes(chosen)) chosen = null;
    choose(chosen, false);
  }
  function pick(i, j) {
    const s = pieces[Math.min(i, j)].s, e = pieces[Math.max(i, j)].e;
    const ids = i === j ? new Set(pieces[i].over.map(m => m.id)) : new Set();
    const whole = cut(s, e).trim().replace(/\s+/g, " ");
    range = {label: `“${whole.length > 40 ? whole.slice(0, 40) + "…" : whole}”`,
      test: f => ids.size ? f.ids.some(id => ids.has(id)) : f.evidence[0] < e && s < f.evidence[1]};
    chosen = null;
    list();
    if (NARROW.matches) side.scrollIntoView();
  }
  const pieceOf = node => { const at = (node.nodeType === 1 ? node : node.parentElement).closest("[data-i]"); return at ? +at.dataset.i : null; };
  text.addEventListener("click", e => {
    const sel = getSelection();
    if (sel && !sel.isCollapsed && text.contains(sel.anchorNode) && text.contains(sel.focusNode)) {
      const i = pieceOf(sel.anchorNode), j = pieceOf(sel.focusNode);
      if (i !== null && j !== null) return pick(i, j);
    }
    const i = pieceOf(e.target);
    if (i !== null) pick(i, i);
  });
  text.addEventListener("keydown", e => {
    const stops = pieces.filter(p => p.node.classList.contains("hl")).map(p => p.node), at = stops.indexOf(document.activeElement);
    if (e.key === "ArrowRight" || e.key === "ArrowLeft") {
      const to = stops[Math.max(0, Math.min(stops.length - 1, at + (e.key === "ArrowRight" ? 1 : -1)))];
      if (to) { to.focus(); e.preventDefault(); }
    } else if ((e.key === "Enter" || e.key === " ") && at >= 0) { pick(+stops[at].dataset.i, +stops[at].dataset.i); e.preventDefault(); }
  });
  const toggles = LAYERS.filter(l => a.entities.some(x => x.layer === l)).map(l => el("button", {class: `toggle ${l}`, "data-layer": l,
    "aria-pressed": String(!off.has(l)), onclick: e => {
      off.has(l) ? off.delete(l) : off.add(l);
      e.currentTarget.setAttribute("aria-pressed", String(!off.has(l)));
      paint();
    }}, `${PLURAL[l]} ${a.entities.filter(x => x.layer === l).length}`));
  const chips = LAYERS.flatMap(l => {
    const of = a.entities.filter(x => x.layer === l);
    return of.length ? [el("h2", null, H[PLURAL[l]]), el("div", {class: "chips"}, ...of.map(x => el("button", {class: `toggle ${l}`, title: x.about, onclick: () => {
      range = {label: x.name, test: f => f.ids.includes(x.id)};
      chosen = null; list();
      const p = x.spans.length && pieces.find(q => q.s >= x.spans[0][0]);
      if (p) p.node.scrollIntoView({block: "center"});
    }}, el("b", null, bdi(x.name)), x.about ? el("small", null, bdi(x.about)) : "")))] : [];
  });
  main.replaceChildren(el("div", {class: "bar", role: "group", "aria-label": "Highlights"}, ...toggles), filterBar(a.facts, list), judgeBar(undoLast),
    el("div", {class: "split"}, text, side), ...chips);
  list();
  paint();
  document.onkeydown = e => {
    if (isForField(e)) return;
    if (e.key === "/") { main.querySelector("input[type=search]").focus(); e.preventDefault(); }
    else if (e.key === "Escape") { range = null; chosen = null; list(); }
    else if (e.key === "j" || e.key === "k") step(e.key === "j" ? 1 : -1);
    else if (VERDICTS[e.key] && chosen) decide(VERDICTS[e.key]);
    else if (e.key === "n" && chosen) { cards.get(chosen.id).querySelector(".note").focus(); e.preventDefault(); }
    else if (e.key === "u") undoLast();
    else if (e.key === "?") toggleKeys();
  };
  showProgress();
  if (factId) {
    const f = a.facts.find(x => x.id === factId);
    if (f && shown.includes(f)) { reach(f); cards.get(f.id).scrollIntoView({block: "nearest"}); }
  }
}

// The hash is where one is and what is filtered: #ARTICLE/FACT?type=met&country=NO
function query() {
  const set = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
  return set ? `?${set}` : "";
}
const link = (n, id) => `#${n}${id ? `/${id}` : ""}${query()}`;
function keep() {
  history.replaceState(null, "", (location.hash.split("?")[0] || "#") + query());
  for (const back of document.querySelectorAll("a.back")) back.href = `#${query()}`;
}

// Counts what happened: a plan, a demand or a denial is nothing that one did to the other.
function matrix(facts, keys, most, about) {
  const cells = new Map(), weight = new Map();
  for (const f of facts.filter(f => !f.marks.length)) {
    const [from, to] = keys(f), seen = new Set();
    // Without a recipient the actors did it with each other.
    const pairs = to.length ? from.flatMap(a => to.map(b => [a, b])) : from.flatMap(a => from.map(b => [a, b]));
    for (const [a, b] of pairs) {
      const key = JSON.stringify([a, b]);
      if (a === b || seen.has(key)) continue;
      seen.add(key);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(f);
      weight.set(a, (weight.get(a) || 0) + 1); weight.set(b, (weight.get(b) || 0) + 1);
    }
  }
  const top = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most).map(x => x[0]);
  if (!top.length) return el("p", {class: "soft"}, "None.");
  const max = Math.max(...[...cells.values()].map(c => c.length)), found = el("div", {"aria-live": "polite"});
  const table = el("table", {class: "matrix"}, el("thead", null, el("tr", null, el("td", null, ""), ...top.map(t => el("th", {scope: "col"}, bdi(about(t)))))),
    el("tbody", null, ...top.map(a => el("tr", null, el("th", {scope: "row"}, bdi(about(a))), ...top.map(b => {
      const hits = cells.get(JSON.stringify([a, b]));
      if (!hits) return el("td", null, a === b ? "·" : "");
      const shade = Math.min(4, 1 + Math.floor(4 * (hits.length - 1) / max));
      return el("td", null, el("button", {class: `s${shade}`, "aria-label": `${about(a)} to ${about(b)}: ${plural(hits.length, "fact")}`,
        onclick: () => found.replaceChildren(el("h2", null, bdi(`${about(a)} → ${about(b)}`)), rows(hits))}, String(hits.length)));
    })))));
  return el("div", null, el("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Matrix"}, table), found);
}
function rows(facts) {
  return lazy(el("ul", {class: "rows"}), facts, f => el("li", null, el("span", null, el("a", {href: link(f.n, f.id)}, bdi(sentenceOf(f))), ...marksOf(f)),
    el("small", null, bdi(index.articles[f.n].title))), 25);
}

// A section that is drawn when it is first opened, and stays open when the filters change.
function folded(id, title, draw) {
  const holder = el("div", null, el("p", {class: "soft"}, "What happened, as far as the filters leave it; row acts, column receives."));
  const box = el("details", {id, open: unfolded.has(id), ontoggle: () => {
    box.open ? unfolded.add(id) : unfolded.delete(id);
    if (box.open && holder.childElementCount === 1) holder.append(draw());
  }}, el("summary", null, title), holder);
  return box;
}

function showIndex() {
  document.title = "newsfacts: review";
  const undoLast = () => { if (done.length) { const [key, before] = done.pop(); setJudgement(key, before); location.hash = link(...key.split("/")); } };
  document.onkeydown = e => {
    if (isForField(e)) return;
    if (e.key === "/") { main.querySelector("input[type=search]").focus(); e.preventDefault(); }
    else if (e.key === "j") { const f = sorted(index.facts.filter(fits))[0]; if (f) location.hash = link(f.n, f.id); }
    else if (e.key === "u") undoLast();
    else if (e.key === "?") toggleKeys();
  };
  header.replaceChildren(el("h1", null, plural(index.articles.length, "article")),
    el("p", {class: "soft"}, index.counts),
    ...index.failures.map(f => el("p", {class: "warn soft"}, bdi(`${f.source}: ${f.message}`))));
  const body = el("div", null);
  function draw() {
    const found = sorted(index.facts.filter(fits)), any = isFiltered(), per = new Map();
    for (const f of found) per.set(f.n, (per.get(f.n) || 0) + 1);
    const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
    const plain = Object.entries(filters).every(([name, value]) => name === "q" || name === "sort" || !value);
    const articles = index.articles.filter((a, n) => !any || per.has(n) || (plain && words.every(w => a.title.toLowerCase().includes(w))));
    const dated = found.filter(f => f.day).sort((a, b) => a.day < b.day ? -1 : a.day > b.day ? 1 : a.n - b.n);
    const amounts = index.amounts.filter(x => !any || per.has(x.n));
    body.replaceChildren(
      el("p", {class: "soft", role: "status"}, `${plural(found.length, "fact")} in ${plural(articles.length, "article")}`),
      el("div", {class: "two"},
        el("div", null, el("section", {id: "facts"}, el("h2", null, H.facts), rows(found))),
        el("div", null,
        el("section", {id: "articles"}, el("h2", null, "Articles"), lazy(el("ul", {class: "rows"}), articles, a => el("li", null, el("a", {href: link(a.n)}, bdi(a.title)),
          el("small", null, bdi(any ? `${plural(per.get(a.n) || 0, "matching fact")} · ${a.about}` : `${a.counts} · ${a.about}`))), 12)),
        el("section", {id: "timeline"}, el("h2", null, "Timeline"), dated.length ? lazy(el("ul", {class: "rows time"}), dated, f => el("li", null, el("span", {class: "soft"}, f.when),
          el("span", null, el("a", {href: link(f.n, f.id)}, bdi(f.dated ? sentenceOf(f).replace(f.dated, "") : sentenceOf(f))), ...marksOf(f))), 15) : el("p", {class: "soft"}, "No dated facts.")),
        el("section", {id: "amounts"}, el("h2", null, "Amounts ", el("small", null, "by currency, largest first")), amounts.length ? el("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Amounts"}, (() => {
          const body = el("tbody");
          return lazy(body, amounts, x => el("tr", null, el("td", {class: "num"}, bdi(x.words)), el("td", null, el("a", {href: link(x.n)}, bdi(index.articles[x.n].title)))), 25, el("table", null, body));
        })()) : el("p", {class: "soft"}, "None.")),
        folded("country-matrix", "Who with whom: countries", () => matrix(found, f => [f.from, f.to], 12, c => index.countries[c] || c)),
        folded("official-matrix", "Who with whom: officials", () => matrix(found, f => [f.fromOfficials, f.toOfficials], 10, o => o)))));
  }
  main.replaceChildren(filterBar(index.facts, draw), judgeBar(undoLast), body);
  draw();
  showProgress();
}

// Where one was on the index, with how much of its lists was drawn, so that going back finds it as it was.
history.scrollRestoration = "manual";
const places = new Map();
const LISTS = ["facts", "articles", "timeline", "amounts"];
const drawn = id => document.querySelectorAll(`#${id} li, #${id} tr`).length;
function leave(hash) { places.set(hash, {y: scrollY, drawn: LISTS.map(drawn)}); }
function comeBack({y, drawn: before}) {
  LISTS.forEach((id, i) => {
    for (let more; drawn(id) < before[i] && (more = document.querySelector(`#${id} .more:not([hidden])`));) more.click();
  });
  scrollTo(0, y);
}

function show(same) {
  const [place, asked] = location.hash.split("?"), set = new URLSearchParams(asked || "");
  for (const name in filters) filters[name] = set.get(name) || "";
  const match = /^#(\d+)(?:\/(f\d+))?$/.exec(place);
  const n = match ? +match[1] : index.articles.length === 1 ? 0 : null;
  if (n !== null && index.articles[n]) showArticle(n, match && match[2]);
  else showIndex();
  if (!same && !(match && match[2])) {
    scrollTo(0, 0);
    main.focus({preventScroll: true});
    if (n === null && places.has(location.hash)) comeBack(places.get(location.hash));
  }
  route = n;
}
document.getElementById("skip").addEventListener("click", e => { e.preventDefault(); main.focus(); });
addEventListener("hashchange", e => { if (route === null) leave(new URL(e.oldURL).hash); show(false); });
addEventListener("beforeprint", () => { for (let b; (b = document.querySelector(".split .more:not([hidden])"));) b.click(); });
show(true);
