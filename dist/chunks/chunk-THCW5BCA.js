import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  BRACKET_COMMAND,
  CATEGORIES,
  PRIORITIES,
  beginningOf,
  breakBrackets,
  compare
} from "./chunk-AZK3MJLL.js";
import {
  ZodError,
  ZodISODate,
  ZodISODateTime,
  ZodISODuration,
  ZodISOTime,
  _enum,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime,
  _null,
  array,
  boolean,
  int,
  literal,
  number,
  object,
  prettifyError,
  record,
  string,
  union
} from "./chunk-4FQAPGRK.js";
import {
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  ISSUE_CODES
} from "./chunk-H32F656T.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  __export
} from "./chunk-GZWC464I.js";

// src/stages/record/make-folder.ts
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
async function makeFolder(path) {
  try {
    await mkdirOnce(path);
  } catch (error) {
    const parent = dirname(path);
    if (errorCode(error) !== "ENOENT" || parent === path) throw error;
    await makeFolder(parent);
    await mkdirOnce(path);
  }
}
async function mkdirOnce(path) {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false
    );
    if (!isThere) throw error;
  }
}

// src/stages/record/replace-file.ts
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";
init_rehearsal_error();
async function replaceFile(path, content, option = "--out") {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await makeFolder(dirname2(path));
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => void 0);
    const reason = errorCode(cause) ?? String(cause);
    throw new RehearsalError("output-unwritable", `Cannot write ${path}: ${reason}.`, {
      hint: `Choose another place with ${option}, or make room and give permission to write.`,
      cause
    });
  }
}

// src/stages/report/query-figures.ts
var GRADES = {
  failed: "failed (over 5\xD7)",
  degraded: "degraded (over 2\xD7)",
  acceptable: "acceptable",
  "too-fast": "too fast to grade",
  "not-run": "not measured"
};
var ORDER = Object.keys(GRADES);
function querySummary({ queries, medianRatio }) {
  if (queries.length === 0) return null;
  const different = queries.filter(({ results: results3 }) => results3 === "different").length;
  const equal = queries.filter(({ results: results3 }) => results3 === "equal").length;
  const uncompared = queries.filter(isUncompared).length;
  const results2 = `${formatCount(equal)} equal${different === 0 ? "" : `, ${formatCount(different)} different`}` + (uncompared === 0 ? "" : `, ${formatCount(uncompared)} not compared`);
  const grades = Object.entries(GRADES).flatMap(([grade, words]) => {
    const count2 = queries.filter((query) => query.grade === grade).length;
    return count2 === 0 ? [] : [`${formatCount(count2)} ${words}`];
  });
  const median = medianRatio === null ? "" : `; the median takes ${formatRatio(medianRatio)} the time of SQLite`;
  return `${formatCount(queries.length)} in all: ${results2}; ${grades.join(", ")}${median}`;
}
function worstFirst(queries) {
  const rank = (query) => {
    const { results: results2, grade, reason } = query;
    const isUnknown = isUncompared(query) || grade === "not-run" && reason !== null;
    return results2 === "different" || isUnknown ? -1 : ORDER.indexOf(grade);
  };
  return queries.toSorted((a, b) => rank(a) - rank(b) || (b.ratio ?? 0) - (a.ratio ?? 0));
}
function isUncompared({ results: results2, grade }) {
  return results2 === "not-compared" && grade !== "not-run";
}
function isRemarkable(query) {
  const { results: results2, grade } = query;
  return results2 === "different" || isUncompared(query) || grade !== "too-fast" && grade !== "acceptable";
}
function queryCells(query) {
  const { name, results: results2, grade, sqliteMs, postgresMs, ratio, ratioInterval } = query;
  const ends2 = ratioInterval === null ? "" : ` (${ratioInterval.low.toFixed(1)}\u2013${ratioInterval.high.toFixed(1)})`;
  return [
    name,
    results2 === "not-compared" ? "not compared" : results2,
    GRADES[grade],
    formatMilliseconds(sqliteMs),
    formatMilliseconds(postgresMs),
    ratio === null ? "" : `${formatRatio(ratio)}${ends2}`
  ];
}
var QUERY_TITLES = ["Query", "Results", "Grade", "SQLite:", "PostgreSQL:", "Ratio:"];
function formatRatio(ratio) {
  return `${ratio < 10 ? ratio.toFixed(1) : formatCount(Math.round(ratio))}\xD7`;
}
function formatMilliseconds(value) {
  return value === null ? "" : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

// src/stages/report/visible-text.ts
var INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
var SHORT_ESCAPES = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
function visibleText(text) {
  return text.replace(
    INVISIBLE,
    (character) => SHORT_ESCAPES[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`
  );
}

// src/stages/report/html/html.ts
var Html = class _Html {
  #markup;
  constructor(markup) {
    this.#markup = markup;
  }
  static of(markup) {
    return new _Html(markup);
  }
  get bytes() {
    return Buffer.byteLength(this.#markup);
  }
  toString() {
    return this.#markup;
  }
};
function html(markup, ...children) {
  const parts = markup.map((part, index) => part + (index < children.length ? render(children[index]) : ""));
  return Html.of(parts.join(""));
}
function verbatim(text) {
  return Html.of(text);
}
var NOTHING = Html.of("");
function render(child) {
  if (child === null || child === void 0) return "";
  if (child instanceof Html) return child.toString();
  if (typeof child === "string") return escapeHtml(child);
  if (typeof child === "number") return String(child);
  return child.map(render).join("");
}
var ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
function escapeHtml(text) {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "").replace(BRACKET_COMMAND, "#&#35;").replace(/(?<!\S)::/g, "&#58;:");
}

// src/stages/report/html/badge.ts
var RESULT_TONES = {
  complete: "good",
  partial: "warn",
  failure: "bad",
  error: "bad"
};
var TONES = {
  HIGH: "bad",
  MED: "warn",
  LOW: "calm",
  new: "warn",
  remaining: "calm",
  regressed: "bad",
  waived: "calm",
  resolved: "good",
  migrated: "good",
  partial: "warn",
  failed: "bad",
  skipped: "calm",
  kept: "good",
  translated: "good",
  changed: "warn",
  dropped: "bad",
  unverified: "calm",
  pass: "good",
  fail: "bad",
  "not-applicable": "calm",
  attested: "good",
  acceptable: "good",
  degraded: "warn",
  complete: "good",
  failure: "bad",
  error: "bad"
};
function badge(word) {
  return html`<span class="badge ${TONES[word]}">${word}</span>`;
}

// src/stages/report/html/data-table.ts
function dataTable(table2) {
  const { subject, caption, columns, facets = [], rows, maxBytes } = table2;
  if (rows.length === 0) return NOTHING;
  const shown = fitRows(rows, (row) => renderRow(row, table2), maxBytes);
  const facetList = JSON.stringify(facets.map(({ name, title }) => [name, title]));
  return html`<div class="table-box"><table data-subject="${subject}" data-facets="${facetList}">
<caption>${caption}</caption>
<thead><tr>${columns.map(renderTitle)}</tr></thead>
<tbody>
${shown}</tbody>
</table></div>${omission(subject, shown.length, rows.length)}`;
}
function renderTitle({ title, numeric }) {
  return html`<th scope="col"${numeric ? html` class="number"` : null}>${title}</th>`;
}
function renderRow(row, { columns, facets = [] }) {
  const values = facets.map(({ name, of }) => html` data-${name}="${of(row).join(" ")}"`);
  return html`<tr${values}>${columns.map((column) => renderCell(row, column))}</tr>\n`;
}
function renderCell(row, { title, numeric, cell, key }) {
  const sortKey = key === void 0 ? null : html` data-key="${key(row)}"`;
  return html`<td data-label="${title}"${numeric ? html` class="number"` : null}${sortKey}>${cell(row)}</td>`;
}
function fitRows(rows, render2, maxBytes) {
  const shown = [];
  let bytes = 0;
  for (const row of rows) {
    const rendered = render2(row);
    bytes += rendered.bytes;
    if (bytes > maxBytes && shown.length > 0) break;
    shown.push(rendered);
  }
  return shown;
}
function omission(subject, shown, all) {
  if (shown === all) return NOTHING;
  return html`<p class="omission">These are the first ${formatCount(shown)} of ${formatCount(all)} ${subject}. The other ${formatCount(all - shown)} did not fit on this page; all of them are in <code>record.json</code>.</p>`;
}

// src/stages/report/escape-markdown.ts
var CUT = "<!-- -->";
function escapeMarkdown(text) {
  return toHtml(visibleText(text).replace(/[\\`*[\]|~$]|(?<!\w)_|_(?!\w)/g, "\\$&"));
}
function linesToMarkdown(lines) {
  return lines.map((line) => escapeMarkdown(line.trim())).join("<br>");
}
function escapeHtml2(text) {
  return toHtml(visibleText(text)).replace(/[[\]`]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`);
}
function toHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/@(?=\w)|#(?=[\d#[\\])|\bGH-(?=\d)|\bwww(?=\.)|:(?=:|\/\/)/gi, `$&${CUT}`);
}

// src/stages/report/own-code-spans.ts
var IN_EVIDENCE = ["checklist: {}", "checklist", "validate", "durable"];
var OWN_SPANS = /* @__PURE__ */ new Set([
  ...IN_EVIDENCE,
  ...Object.values(ISSUE_CODES).flatMap(
    ({ remedy }) => [...remedy.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span)
  )
]);
var OWN_SPAN = new RegExp(
  `(?<!\`)\`(${[...OWN_SPANS].map((span) => span.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})\`(?!\`)`
);
function piecesOf(text) {
  return text.split(OWN_SPAN).map((piece, index) => ({ text: piece, isCode: index % 2 === 1 }));
}
function proseToMarkdown(text) {
  return piecesOf(visibleText(text)).map((piece) => piece.isCode ? `\`${piece.text}\`` : escapeMarkdown(piece.text)).join("");
}

// src/stages/report/html/stranger-text.ts
var LONGEST_NAME = 160;
var LONGEST_TEXT = 800;
function nameOf(text) {
  return html`<bdi class="name">${cutText(text, LONGEST_NAME)}</bdi>`;
}
function idOf(text) {
  return html`<bdi class="name id">${cutText(text, LONGEST_TEXT)}</bdi>`;
}
function sentence(text) {
  return html`<bdi>${cutText(text, LONGEST_TEXT)}</bdi>`;
}
function prose(text) {
  const pieces = piecesOf(cutText(text, LONGEST_TEXT));
  return html`<bdi>${pieces.map((piece) => piece.isCode ? html`<code>${piece.text}</code>` : piece.text)}</bdi>`;
}
function cutText(text, longest) {
  const characters = [...visibleText(text.slice(0, longest * 2 + 2))];
  if (characters.length <= longest && text.length <= longest * 2 + 2) return characters.join("");
  const shown = characters.slice(0, longest).join("");
  return `${shown}\u2026 (cut, ${formatCount(text.length)} characters in all)`;
}

// src/stages/report/html/assessment-sections.ts
var QUERY_BYTES = 5e5;
function performanceSection({ performance }) {
  const { verdict, queries } = performance;
  const summary3 = querySummary(performance);
  const [name, ...figures2] = QUERY_TITLES;
  return {
    id: "performance",
    title: "Query performance",
    link: "Queries",
    count: queries.length,
    content: summary3 === null ? html`<p>Not measured in this run.</p>` : html`<p>${verdict === null ? null : badge(verdict)} ${summary3}.</p>${dataTable({
      subject: "queries",
      caption: "Queries on both sides",
      maxBytes: QUERY_BYTES,
      facets: [{ name: "grade", title: "Grade", of: ({ grade }) => [grade] }],
      rows: worstFirst(queries),
      columns: [
        {
          title: name,
          cell: ({ name: name2, reason, plan }) => html`${nameOf(name2)}${reason === null ? null : html`<br>${sentence(reason)}`}${planOf(plan)}`
        },
        ...figures2.map((title, at) => ({
          title: title.replace(/:$/, ""),
          ...title.endsWith(":") ? { numeric: true } : {},
          cell: (query) => queryCells(query)[at + 1] ?? "",
          ...title.endsWith(":") ? { key: (query) => figureOf(query, title) } : {}
        }))
      ]
    })}`
  };
}
function figureOf({ sqliteMs, postgresMs, ratio }, title) {
  const figure2 = title === "SQLite:" ? sqliteMs : title === "PostgreSQL:" ? postgresMs : ratio;
  return figure2 ?? -1;
}
function planOf(plan) {
  if (plan.length === 0) return null;
  return html`<details><summary>Plan</summary><pre>${plan.map((line) => html`${sentence(line)}\n`)}</pre></details>`;
}
var GROUPS = {
  data: "Data",
  performance: "Performance",
  operational: "Operation",
  security: "Security"
};
function checklistSection({ readiness: readiness2 }) {
  const { items } = readiness2;
  const passed = items.filter(({ status }) => status === "pass" || status === "attested").length;
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const lines = items.filter((item) => item.group === group);
    return lines.length === 0 ? null : html`<h3>${title}</h3><ul class="checklist">${lines.map(checklistLine)}</ul>`;
  });
  const verdict = readiness2.verdict === "ready" ? "Ready" : "Not ready";
  return {
    id: "checklist",
    title: "Pre-production checklist",
    link: "Checklist",
    count: null,
    content: html`<p>${verdict}: ${formatCount(passed)} of ${formatCount(items.length)} lines are fulfilled. A line that this run did not check is unverified, never passed.</p>
${groups}`
  };
}
function checklistLine({ status, title, evidence }) {
  return html`<li>${badge(status)}<div><p>${title}</p><p class="soft">${prose(evidence)}</p></div></li>\n`;
}

// src/stages/report/decisions.ts
function waiverText({ reason, owner, expires }) {
  return `until ${expires}${owner === null ? "" : `, by ${owner}`}: ${reason}`;
}
function remedyText({ remedy, table: table2, column, effect }) {
  return `${remedy} ${column === null ? table2 : `${table2}.${column}`}: ${effect}`;
}
function decisionsOf({ summary: summary3, prepare, remedies }) {
  const { waived } = summary3.issues;
  const made = [
    prepare.length > 0 ? `${amount(prepare.length, "script")} run on the snapshot first` : null,
    waived > 0 ? `${amount(waived, "issue")} waived` : null,
    remedies.length > 0 ? `${amount(remedies.length, "remedy", "remedies")} applied` : null
  ].filter((part) => part !== null);
  return made.length === 0 ? "" : `By the settings: ${made.join(", ")}.`;
}

// src/stages/report/id-in-settings.ts
function idInSettings({ id, leg }) {
  return leg === null ? id : id.replace(`:${leg}/`, () => ":");
}

// src/stages/report/row-key.ts
function formatKey(key) {
  return Object.entries(key).map(([column, value]) => `${column} = ${typeof value === "string" ? `'${value}'` : String(value)}`).join(", ");
}

// src/stages/report/html/issue-section.ts
var ISSUE_BYTES = 3e6;
var RANKS = { HIGH: 0, MED: 1, LOW: 2 };
function issueSection({ issues: issues2, run: run3 }) {
  return {
    id: "issues",
    title: "Issues",
    count: issues2.length,
    content: issues2.length === 0 ? html`<p>${run3.status === "finished" ? "This run found no issue." : "No issue was found before the run ended."}</p>` : dataTable({
      subject: "issues",
      caption: "Issues of this run, most urgent first",
      maxBytes: ISSUE_BYTES,
      rows: issues2,
      facets: [
        { name: "priority", title: "Priority", of: ({ priority }) => [priority] },
        { name: "category", title: "Category", of: ({ category }) => [category] },
        { name: "state", title: "State", of: statesOf }
      ],
      columns: [
        {
          title: "Priority",
          cell: ({ priority }) => badge(priority),
          key: (issue) => RANKS[issue.priority]
        },
        { title: "Issue", cell: whatWasFound },
        { title: "Category", cell: ({ category }) => category },
        { title: "State", cell: (issue) => html`${statesOf(issue).map(badge)}` },
        {
          title: "Rows",
          numeric: true,
          cell: ({ rows }) => formatCount(rows),
          key: ({ rows }) => rows
        },
        { title: "What to do", cell: whatToDo }
      ]
    })
  };
}
function statesOf({ state, waived }) {
  return waived === null ? [state] : [state, "waived"];
}
function whatWasFound(issue) {
  const { id, message, declaredType, targetType, state, firstSeenRun, examples } = issue;
  const place = id.slice(id.indexOf(":") + 1);
  const types = declaredType === null || targetType === null ? null : html`<span>${nameOf(declaredType || "no type")} → ${nameOf(targetType)}</span>`;
  const leg = issue.leg === null ? null : html`<span>in ${nameOf(issue.leg)}</span>`;
  const since = state === "new" ? null : html`<span>first seen in run ${formatCount(firstSeenRun)}</span>`;
  return html`<p class="place">${place === "" ? "database" : nameOf(place)}</p><p>${sentence(message)}</p><p class="facts">${idOf(idInSettings(issue))}${leg}${types}${since}</p>${exampleRows(examples.map(({ key }) => key))}`;
}
function exampleRows(keys) {
  if (keys.length === 0) return null;
  const rows = keys.map((key) => html`<li>${nameOf(formatKey(key))}</li>`);
  return html`<details><summary>Rows, for example</summary><ul class="keys">${rows}</ul></details>`;
}
function whatToDo({ remedy, waived }) {
  const waiver = waived === null ? null : html`<p class="waiver"><b>Waived</b> ${sentence(waiverText(waived))}</p>`;
  return html`<p>${prose(remedy)}</p>${waiver}`;
}

// src/stages/report/html/decision-sections.ts
var DECISION_BYTES = 5e5;
function resolvedSection({ resolvedIssues, run: run3 }) {
  const none = run3.number === 1 ? "This is the first run: there was nothing to resolve." : "No issue was resolved since the run before.";
  return {
    id: "resolved",
    title: "Resolved",
    count: resolvedIssues.length,
    content: resolvedIssues.length === 0 ? html`<p>${none}</p>` : dataTable({
      subject: "resolved issues",
      caption: "Issues that were open before this run and are gone",
      maxBytes: DECISION_BYTES,
      rows: resolvedIssues,
      columns: [
        {
          title: "Issue",
          cell: ({ id, message }) => html`<p class="place">${nameOf(id)}</p><p>${sentence(message)}</p>`
        },
        { title: "Category", cell: ({ category }) => category },
        { title: "Fix applied", cell: ({ fix }) => sentence(fix) }
      ]
    })
  };
}
function remedySection({ remedies }) {
  return {
    id: "remedies",
    title: "Remedies",
    count: remedies.length,
    content: remedies.length === 0 ? html`<p>The settings name no remedy that was applied. <code>pg-rehearsal inspect --suggest</code> proposes one for each issue that has one.</p>` : dataTable({
      subject: "remedies",
      caption: "Remedies of the settings, done to a private copy of the source",
      maxBytes: DECISION_BYTES,
      rows: remedies,
      columns: [
        { title: "Remedy", cell: ({ remedy }) => html`<code>${remedy}</code>` },
        {
          title: "Issue",
          cell: ({ issue, examples }) => html`<p class="place">${nameOf(issue)}</p>${exampleRows(examples)}`
        },
        {
          title: "Changed",
          numeric: true,
          cell: ({ rows }) => formatCount(rows),
          key: ({ rows }) => rows
        },
        { title: "Effect", cell: ({ effect }) => sentence(effect) }
      ]
    })
  };
}

// src/stages/report/html/html-page.ts
import { createHash } from "node:crypto";

// src/stages/report/html/page-script.ts
var PAGE_SCRIPT = String.raw`'use strict'
const PAGE = 100
document.documentElement.classList.add('js')

function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children)
  return node
}

function labelled(text, control) {
  return element('label', {}, element('span', {}, text), control)
}

function enhance(table) {
  const body = table.tBodies[0]
  const subject = table.dataset.subject
  const facets = JSON.parse(table.dataset.facets)
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }))
  let order = rows
  let shown = PAGE

  const search = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' })
  const choices = facets.map(([name, title]) => ({ name, title, select: choice(name) })).filter(({ select }) => select !== null)
  const status = element('output', { 'aria-live': 'polite' })
  const reset = element('button', { type: 'button', class: 'reset' }, 'Reset')
  const more = element('button', { type: 'button', class: 'more' })
  const controls = element('div', { class: 'controls', role: 'group', 'aria-label': 'Filter ' + subject },
    labelled('Search', search), ...choices.map(({ title, select }) => labelled(title, select)), reset, status)

  function valuesOf(row, name) {
    return row.getAttribute('data-' + name).split(' ')
  }

  function choice(name) {
    const counts = new Map()
    for (const { row } of rows) {
      for (const value of valuesOf(row, name)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    if (counts.size < 2) return null
    const options = Array.from(counts, ([value, count]) => element('option', { value }, value + ' (' + count.toLocaleString('en-US') + ')'))
    return element('select', {}, element('option', { value: '' }, 'all'), ...options)
  }

  function matches({ row, text }, words) {
    return choices.every(({ name, select }) => select.value === '' || valuesOf(row, name).includes(select.value)) &&
      words.every((word) => text.includes(word))
  }

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '')
    let found = 0
    for (const entry of order) {
      const match = matches(entry, words)
      if (match) found += 1
      entry.row.hidden = !match
      entry.row.classList.toggle('beyond', match && found > shown)
    }
    const all = rows.length.toLocaleString('en-US')
    status.value = found === 0 ? 'None of ' + all + ' ' + subject + ' matches' : found.toLocaleString('en-US') + ' of ' + all + ' ' + subject
    more.hidden = found <= shown
    more.textContent = 'Show ' + Math.min(5 * PAGE, found - shown).toLocaleString('en-US') + ' more of ' + found.toLocaleString('en-US')
    reset.disabled = words.length === 0 && choices.every(({ select }) => select.value === '')
  }

  function filter() {
    shown = PAGE
    update()
  }

  search.addEventListener('input', filter)
  for (const { select } of choices) select.addEventListener('change', filter)
  reset.addEventListener('click', () => {
    search.value = ''
    for (const { select } of choices) select.value = ''
    filter()
    search.focus()
  })
  more.addEventListener('click', () => {
    shown += 5 * PAGE
    update()
  })
  sortable(table, rows, (sorted) => {
    order = sorted
    body.append(...sorted.map(({ row }) => row))
    update()
  })
  const box = table.parentElement
  if (rows.length > 8) box.before(controls)
  box.after(more)
  update()
}

function sortable(table, rows, apply) {
  const titles = Array.from(table.tHead.rows[0].cells)
  const text = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  titles.forEach((title, column) => {
    const button = element('button', { type: 'button' }, title.textContent)
    title.replaceChildren(button)
    const first = title.classList.contains('number') ? 'descending' : 'ascending'
    const second = first === 'ascending' ? 'descending' : 'ascending'
    button.addEventListener('click', () => {
      const before = title.getAttribute('aria-sort')
      const now = before === null ? first : before === first ? second : null
      for (const other of titles) other.removeAttribute('aria-sort')
      if (now === null) return apply(rows)
      title.setAttribute('aria-sort', now)
      const sign = now === 'ascending' ? 1 : -1
      const key = ({ row }) => row.cells[column].dataset.key ?? row.cells[column].textContent
      apply(rows.toSorted((a, b) => sign * text.compare(key(a), key(b))))
    })
  })
}

for (const table of document.querySelectorAll('table[data-facets]')) enhance(table)

let opened = []
addEventListener('beforeprint', () => {
  opened = Array.from(document.querySelectorAll('details:not([open])'))
  for (const details of opened) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
})
`;

// src/stages/report/html/page-style.ts
var PAGE_STYLE = String.raw`
:root {
  color-scheme: light;
  --page: #f7f8f9; --panel: #ffffff; --ink: #1b222c; --soft: #566171; --line: #e1e5ea; --hover: #f3f5f7;
  --link: #1d5b96; --good: #176b40; --warn: #8a5300; --bad: #b3261e; --calm: #4d5866;
  --good-tint: #e4f3ea; --warn-tint: #fbf0d9; --bad-tint: #fceceb; --calm-tint: #edf0f3;
  --plot-remaining: #94a3b5; --plot-new: #d08a17; --plot-regressed: #c6362c; --plot-resolved: #4fa977;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #11151a; --panel: #181d24; --ink: #e3e8ee; --soft: #9ba7b5; --line: #2a313b; --hover: #1e242d;
    --link: #84bdf2; --good: #6fd09c; --warn: #e5b663; --bad: #ff9a91; --calm: #a9b4c1;
    --good-tint: #16291f; --warn-tint: #2d2413; --bad-tint: #331c1b; --calm-tint: #242b34;
    --plot-remaining: #66758a; --plot-new: #dca03e; --plot-regressed: #ef6f65; --plot-resolved: #4da176;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 3.6rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Inter, Roboto, 'Helvetica Neue', Arial, sans-serif;
}
header, nav ul, main, footer { max-width: 1160px; margin-inline: auto; padding-inline: 28px; }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
p { margin: 0 0 .6em; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
code, pre, .name { font-family: var(--mono); font-size: .9em; }
bdi { overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; padding: .4rem .8rem; background: var(--panel); }

.verdict { padding-block: 40px 24px; }
.origin { display: flex; flex-wrap: wrap; gap: .2em 1.4em; margin-bottom: 14px; color: var(--soft); }
.verdict h1 { display: flex; align-items: center; gap: 14px; margin: 0 0 .4em; font-size: 30px; letter-spacing: -.015em; }
.icon { flex: none; }
.icon circle { fill: currentColor; }
.icon path { fill: none; stroke: var(--page); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.good .icon { color: var(--good); } .warn .icon { color: var(--warn); } .bad .icon { color: var(--bad); }
.lead { max-width: 74ch; font-size: 17px; color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 1px; margin: 26px 0 0; overflow: hidden; border: 1px solid var(--line); border-radius: 12px; background: var(--line); }
.figures div { padding: 14px 18px 16px; background: var(--panel); }
.figures dt { font-size: 13px; color: var(--soft); }
.figures dd { margin: 0; font-size: 13px; color: var(--soft); }
.figures b { display: block; font-size: 24px; font-weight: 600; line-height: 1.35; letter-spacing: -.01em; color: var(--ink); font-variant-numeric: tabular-nums; }
.figures .alarming { color: var(--bad); font-weight: 600; }
.callout { margin-top: 20px; padding: 14px 18px; border-left: 4px solid var(--warn); border-radius: 4px 10px 10px 4px; background: var(--warn-tint); }
.callout ul { margin: 0; padding-left: 1.2em; }

nav { position: sticky; top: 0; z-index: 2; border-block: 1px solid var(--line); background: var(--page); }
nav ul { display: flex; gap: 4px; margin-block: 0; padding-block: 6px; overflow-x: auto; list-style: none; scrollbar-width: none; }
nav li { flex: none; }
nav a { display: block; padding: 5px 9px; border-radius: 7px; color: var(--soft); font-size: 14px; text-decoration: none; }
nav a:hover { background: var(--calm-tint); color: var(--ink); }
nav a:focus-visible { outline-offset: -2px; }
.count { margin-left: .25em; color: var(--soft); font-size: .8em; font-weight: 500; font-variant-numeric: tabular-nums; }

main { padding-block: 8px 40px; }
section { padding-top: 30px; }
h2 { margin: 0 0 12px; font-size: 20px; letter-spacing: -.01em; }
h3 { margin: 20px 0 6px; font-size: 14px; color: var(--soft); font-weight: 600; }
pre { margin: 0; padding: 16px 18px; overflow: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; }
.template { line-height: 1.7; }
.template b { font-weight: 600; }
.actions { margin: 0; padding: 6px 0; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); list-style: none; counter-reset: action; }
.actions li { display: flex; gap: 14px; padding: 9px 18px; counter-increment: action; }
.actions li::before { content: counter(action); flex: none; width: 24px; height: 24px; border-radius: 50%; background: var(--calm-tint); color: var(--calm); font-size: 13px; font-weight: 600; line-height: 24px; text-align: center; }

.badge { display: inline-block; padding: 0 8px; border-radius: 99px; font-size: 12.5px; font-weight: 600; line-height: 21px; white-space: nowrap; }
.badge:not(:last-child) { margin-right: 4px; }
.badge.good { color: var(--good); background: var(--good-tint); } .badge.warn { color: var(--warn); background: var(--warn-tint); }
.badge.bad { color: var(--bad); background: var(--bad-tint); } .badge.calm { color: var(--calm); background: var(--calm-tint); }

.controls { display: flex; flex-wrap: wrap; align-items: end; gap: 10px 12px; margin-bottom: 12px; }
.controls label { font-size: 13px; color: var(--soft); }
.controls label span { display: block; margin-bottom: 2px; }
input, select, button { font: inherit; color: var(--ink); }
.controls input, .controls select, .reset, .more { min-height: 36px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); font-size: 14px; }
.controls input { width: 230px; }
.reset, .more { cursor: pointer; }
.reset:disabled { visibility: hidden; }
.more { margin-top: 12px; }
.controls output { margin-left: auto; padding-bottom: 7px; font-size: 13px; color: var(--soft); font-variant-numeric: tabular-nums; }

.table-box { position: relative; overflow: clip; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 10px 14px; text-align: left; vertical-align: top; }
thead :is(th, td) { border-bottom: 1px solid var(--line); background: var(--hover); color: var(--soft); font-size: 13px; font-weight: 600; white-space: nowrap; }
thead button { padding: 0; border: 0; background: none; color: inherit; font-weight: inherit; cursor: pointer; }
thead button:hover { color: var(--ink); }
thead button::after { content: ' \2195'; opacity: .45; }
[aria-sort] button { color: var(--ink); } [aria-sort] button::after { opacity: 1; }
[aria-sort='ascending'] button::after { content: ' \2191'; } [aria-sort='descending'] button::after { content: ' \2193'; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:hover { background: var(--hover); }
tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td { overflow: clip; overflow-clip-margin: 4px; }
@media (min-width: 761px) { td:has(.name) { min-width: 170px; } td:has(.sql) { min-width: 300px; } }
td p { margin: 0; }
td .place { overflow-wrap: anywhere; }
.place .name { font-weight: 600; }
.id { user-select: all; }
td .facts { display: flex; flex-wrap: wrap; gap: 0 1.2em; color: var(--soft); font-size: 13px; }
.waiver { margin-top: 6px; padding: 6px 10px; border-radius: 8px; background: var(--calm-tint); }
[hidden], .js .beyond { display: none; }
summary { width: fit-content; color: var(--link); cursor: pointer; font-size: 13px; }
section > details { margin-top: 12px; } section > details > summary { margin-bottom: 8px; font-size: 14px; }
.keys { margin: 2px 0 0; padding-left: 1.2em; }
.sql { margin-top: 4px; padding: 8px 10px; border-radius: 8px; background: var(--page); font-size: 12.5px; }
.omission { margin: 10px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--warn-tint); }

.checklist { margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); list-style: none; }
.checklist li { display: grid; grid-template-columns: 96px 1fr; gap: 14px; align-items: start; padding: 9px 18px; }
.checklist li + li { border-top: 1px solid var(--line); }
.checklist p { margin: 0; } .checklist .soft { font-size: 14px; } .checklist .badge { justify-self: start; }

.plot { margin: 0; padding: 16px 18px 10px; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
.plot figcaption { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-bottom: 10px; font-size: 13px; color: var(--soft); }
.key::before { content: ''; display: inline-block; width: 11px; height: 11px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; background: var(--swatch); }
.key.remaining { --swatch: var(--plot-remaining); } .key.new { --swatch: var(--plot-new); } .key.regressed { --swatch: var(--plot-regressed); } .key.resolved { --swatch: var(--plot-resolved); }
.plot svg { display: block; width: 100%; height: auto; overflow: visible; }
.plot text { fill: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }
.plot .title { fill: var(--ink); font-weight: 600; } .plot .axis { text-anchor: end; } .plot .run { text-anchor: middle; }
.grid { stroke: var(--line); }
rect.remaining { fill: var(--plot-remaining); } rect.new { fill: var(--plot-new); } rect.regressed { fill: var(--plot-regressed); } rect.resolved { fill: var(--plot-resolved); }
polyline { fill: none; stroke: var(--link); stroke-width: 2; stroke-linejoin: round; } .plot circle { fill: var(--link); }
.timings { max-width: none; } .timings th, .timings td { padding-block: 6px; } .timings td:last-child { width: 55%; }
.bar { display: block; width: 100%; height: 8px; margin-top: 7px; } .bar rect { fill: var(--plot-remaining); }
.facts-list { margin: 12px 0 16px; padding-left: 1.2em; color: var(--soft); }
footer { padding-block: 18px 40px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }

@media (max-width: 760px) {
  header, nav ul, main, footer { padding-inline: 16px; }
  .verdict { padding-block: 24px 18px; } .verdict h1 { align-items: start; font-size: 24px; } .icon { width: 32px; height: 32px; } .lead { font-size: 16px; }
  .figures { grid-template-columns: 1fr 1fr; } .figures div:last-child { grid-column: 1 / -1; }
  .controls label:first-child, .controls input { width: 100%; } .controls label { flex: 1 1 40%; } .controls select { width: 100%; }
  .controls output { margin: 0; padding: 0; flex: 1 1 100%; }
  table[data-facets], table[data-facets] :is(tbody, tr, td) { display: block; }
  table[data-facets] thead { position: absolute; clip-path: inset(50%); }
  .js table[data-facets] thead { position: static; clip-path: none; display: block; border-bottom: 1px solid var(--line); background: var(--hover); }
  .js thead tr { padding: 6px 8px; } .js table[data-facets] thead th { display: inline-block; padding: 6px 7px; border: 0; }
  table[data-facets] tbody tr { padding: 10px 14px; } table[data-facets] tbody tr + tr { border-top: 1px solid var(--line); } table[data-facets] tbody tr + tr > td { border: 0; }
  table[data-facets] td { display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 0 10px; padding: 2px 0; text-align: left; }
  table[data-facets] td > * { grid-column: 2; justify-self: start; } table[data-facets] td::before { content: attr(data-label); grid-row: 1; color: var(--soft); font-size: 13px; }
  table[data-facets] [hidden], .js table[data-facets] .beyond { display: none; }
  section > details .table-box { overflow-x: auto; }
  .plot text { font-size: 26px; } .plot .grid { stroke-width: 2; } polyline { stroke-width: 4; } .plot circle { r: 6px; }
  .checklist li { grid-template-columns: 1fr; gap: 2px; padding-inline: 14px; } .actions li { padding-inline: 14px; }
}
@media print {
  body { background: none; font-size: 10pt; } nav, .controls, .more, .skip, summary { display: none; }
  .js .beyond { display: table-row; } details::details-content { content-visibility: visible; height: auto; }
  .table-box, pre, .plot { border-radius: 0; } tr, .checklist li, .actions li, .plot { break-inside: avoid; } h2, h3 { break-after: avoid; }
  thead { display: table-header-group; } thead button::after { content: none; }
}
`;

// src/stages/report/html/html-page.ts
var POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  `style-src ${hashOf(PAGE_STYLE)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join("; ");
var ICON_COLOURS = {
  good: "1a7f4b",
  warn: "b7791f",
  bad: "c22f2f",
  calm: "5b6675"
};
function htmlPage({ title, tone, body }) {
  const icon = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23${ICON_COLOURS[tone]}'/%3E%3C/svg%3E`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${verbatim(icon)}">
<style>${verbatim(PAGE_STYLE)}</style>
</head>
<body>
${body}
<script>${verbatim(PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return page.toString();
}
function hashOf(content) {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

// src/stages/report/html/object-section.ts
var OBJECT_BYTES = 2e6;
var LONGEST_SQL = 2e3;
var RANKS2 = { dropped: 0, changed: 1, unverified: 2, translated: 3, kept: 4 };
function objectSection({ objects }) {
  return {
    id: "objects",
    title: "Objects",
    count: objects.length,
    content: objects.length === 0 ? html`<p>The run ended before the rules of the schema were made, or there is none.</p>` : html`<p class="soft">Each key, index, constraint, default, view and trigger of the source, once.</p>${dataTable(
      {
        subject: "objects",
        caption: "Ledger of objects, what was lost first",
        maxBytes: OBJECT_BYTES,
        rows: objects.toSorted((a, b) => RANKS2[a.status] - RANKS2[b.status]),
        facets: [
          { name: "status", title: "Status", of: ({ status }) => [status] },
          { name: "type", title: "Type", of: ({ type }) => [type] }
        ],
        columns: [
          { title: "Status", cell: ({ status }) => badge(status), key: ({ status }) => RANKS2[status] },
          { title: "Type", cell: ({ type }) => type },
          { title: "Table", cell: ({ table: table2 }) => table2 === null ? "" : nameOf(table2) },
          { title: "Object", cell: objectName },
          { title: "Why", cell: ({ reason }) => reason === null ? "" : sentence(reason) }
        ]
      }
    )}`
  };
}
function objectName({ name, sql }) {
  if (sql === "") return nameOf(name);
  return html`${nameOf(name)}<details><summary>SQL</summary><pre class="sql">${sqlLines(sql)}</pre></details>`;
}
function sqlLines(sql) {
  const lines = beginningOf(sql, LONGEST_SQL).split(/\r?\n/);
  const shown = lines.map((line) => html`${line.replaceAll("	", "    ")}\n`);
  if (sql.length <= LONGEST_SQL) return shown;
  return [...shown, html`… (cut, ${formatCount(sql.length)} characters in all)\n`];
}

// src/stages/report/figures.ts
function formatShare(part, whole) {
  if (part >= whole) return "100.0%";
  return `${(Math.floor(part / whole * 1e3) / 10).toFixed(1)}%`;
}
function formatMinutes(milliseconds3) {
  const minutes = `${(milliseconds3 / 6e4).toFixed(1)} minutes`;
  return milliseconds3 < 6e4 ? `${minutes} (${formatSeconds(milliseconds3)})` : minutes;
}
function formatSeconds(milliseconds3) {
  if (milliseconds3 < 59950) return `${(milliseconds3 / 1e3).toFixed(1)} s`;
  const seconds = Math.round(milliseconds3 / 1e3);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
function formatTime(iso) {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

// src/stages/report/reproduction.ts
function reproduction({ run: run3, source: source3, target: target3, tool }) {
  const facts = [
    `${tool.name} ${tool.version}`,
    target3.version === null ? null : `PostgreSQL ${target3.version} (${target3.provision})`,
    source3.sqliteVersion === null ? null : `SQLite ${source3.sqliteVersion}`,
    source3.sha256 === null ? null : `source with SHA-256 ${source3.sha256}`,
    run3.commit === null ? null : `commit ${run3.commit}`,
    "the settings file and the other options of the run, which the record does not keep"
  ];
  const verb = target3.schema === "given" ? "validate" : "rehearse";
  const commands = sourcesOf(source3).flatMap(
    (path) => serversOf(target3).map((server) => `pg-rehearsal ${verb} ${snapshotOf(path)}${server}`)
  );
  return { commands, facts: facts.filter((fact) => fact !== null) };
}
function sourcesOf({ path, sha256, sqliteVersion }) {
  return sha256 === null && sqliteVersion !== null ? path.split(", ") : [path];
}
function snapshotOf(path) {
  return path === "$SNAPSHOT_PATH" ? '--snapshot-command "$SNAPSHOT_COMMAND"' : shellQuote(path);
}
function serversOf({ provision, version }) {
  if (provision === null) return [""];
  if (provision === "url") return [' --postgres-url "$DATABASE_URL"'];
  const majors = version?.split(", ").flatMap((one) => /^\d+/.exec(one)?.[0] ?? []) ?? [];
  return majors.length === 0 ? [""] : [...new Set(majors)].map((major) => ` --postgres-version ${major}`);
}
function shellQuote(word) {
  return /^[\w./:=@%+-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// src/stages/report/html/reproduction-section.ts
var LONGEST_COMMAND = 2e3;
function reproductionSection(record2) {
  const { commands, facts } = reproduction(record2);
  return {
    id: "reproduce",
    title: "How to reproduce",
    link: "Reproduce",
    count: null,
    content: html`<pre tabindex="0" aria-label="Commands"><code>${commands.map((command) => html`${cutText(command, LONGEST_COMMAND)}\n`)}</code></pre>
<ul class="facts-list">${facts.map((fact) => html`<li>${sentence(fact)}</li>`)}</ul>
${timings(record2)}`
  };
}
function timings({ timings: timings3 }) {
  const stages = Object.entries(timings3).filter(([, milliseconds3]) => milliseconds3 > 0);
  if (stages.length === 0) return NOTHING;
  const longest = Math.max(...stages.map(([, milliseconds3]) => milliseconds3));
  const rows = stages.map(
    ([stage, milliseconds3]) => html`<tr><th scope="row">${stage}</th><td class="number">${formatSeconds(milliseconds3)}</td><td><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.max(1, Math.round(milliseconds3 / longest * 100))}" height="8"/></svg></td></tr>`
  );
  return html`<div class="table-box"><table class="timings"><caption>Where the time went</caption>
<thead><tr><th scope="col">Stage</th><th scope="col" class="number">Time</th><td></td></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

// src/stages/report/html/section.ts
function renderSection({ id, title, count: count2, content }) {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${countOf(count2)}</h2>
${content}
</section>
`;
}
function renderNavigation(sections) {
  const links = sections.map(
    ({ id, title, link = title, count: count2 }) => html`<li><a href="#${id}">${link}${countOf(count2)}</a></li>`
  );
  return html`<nav aria-label="Sections"><ul>${links}</ul></nav>`;
}
function countOf(count2) {
  return count2 === null ? null : html` <span class="count">${formatCount(count2)}</span>`;
}

// src/stages/report/losses.ts
function lossesOf({
  target: target3,
  tables: tables2,
  summary: summary3
}) {
  const counted = tables2.filter(({ status }) => status !== "skipped");
  const parts = target3.schema === "given" ? [
    [sum(counted, ({ rowsMissing }) => rowsMissing), "missing"],
    [
      sum(counted, ({ rowsRejected, rowsMissing }) => Math.max(0, rowsRejected - rowsMissing)),
      "not compared"
    ]
  ] : [[summary3.rowsRejected, "rejected"]];
  const lost = parts.filter(([count2]) => count2 > 0);
  return {
    rows: lost.map(([count2, what]) => `${amount(count2, "row")} ${what}`),
    beside: lost.map(([count2, what]) => `${formatCount(count2)} ${what}`),
    differences: target3.schema === "given" ? sum(counted, differencesBesideMissing) : summary3.mismatches
  };
}
function lossColumns({ target: target3 }) {
  return target3.schema === "given" ? { title: "Missing", lost: ({ rowsMissing }) => rowsMissing, differing: differencesBesideMissing } : {
    title: "Rejected",
    lost: ({ rowsRejected }) => rowsRejected,
    differing: ({ mismatches }) => mismatches
  };
}
function differencesBesideMissing({ mismatches, rowsMissing }) {
  return Math.max(0, mismatches - rowsMissing);
}
function sum(tables2, of) {
  return tables2.reduce((total, table2) => total + of(table2), 0);
}

// src/stages/report/html/table-section.ts
var TABLE_BYTES = 15e5;
var MISMATCH_BYTES = 5e5;
var RANKS3 = { failed: 0, partial: 1, skipped: 2, migrated: 3 };
function tableSection(record2) {
  const { tables: tables2, summary: summary3, target: target3 } = record2;
  const { title: lostTitle, lost, differing } = lossColumns(record2);
  const figure2 = (title, of) => ({ title, numeric: true, cell: (table2) => formatCount(of(table2)), key: of });
  const rejected = summary3.rowsRejected === 0 || target3.schema === "given" ? null : html`<p class="soft">Each rejected row is in <code>rejects/</code>, with its key and the reason.</p>`;
  return {
    id: "tables",
    title: "Tables",
    count: tables2.length,
    content: tables2.length === 0 ? html`<p>The run ended before the tables were read, or there is none.</p>` : html`${rejected}${dataTable({
      subject: "tables",
      caption: "Tables of the source, those with a problem first",
      maxBytes: TABLE_BYTES,
      rows: tables2.toSorted((a, b) => RANKS3[a.status] - RANKS3[b.status]),
      facets: [
        { name: "status", title: "Status", of: ({ status }) => [status] },
        { name: "core", title: "Core", of: ({ core }) => [core ? "core" : "other"] }
      ],
      columns: [
        { title: "Table", cell: tableName },
        { title: "Status", cell: ({ status }) => badge(status), key: ({ status }) => RANKS3[status] },
        figure2("Source", ({ rowsSource }) => rowsSource),
        figure2("Loaded", ({ rowsLoaded }) => rowsLoaded),
        figure2(lostTitle, lost),
        figure2("Target", ({ rowsTarget }) => rowsTarget),
        figure2("Cells compared", ({ cellsCompared }) => cellsCompared),
        figure2("Differ", differing)
      ]
    })}`
  };
}
function tableName({ name, target: target3, reason }) {
  const renamed = target3 === null || target3 === `public.${name}` ? null : html`<p class="facts"><span>→ ${nameOf(target3)}</span></p>`;
  return html`<p class="place">${nameOf(name)}</p>${reason === null ? null : html`<p>${sentence(reason)}</p>`}${renamed}`;
}
function mismatchSection({ mismatches, summary: summary3 }) {
  const compared = `${amount(summary3.cellsCompared, "cell was", "cells were")} compared`;
  const none = summary3.validation === "NOT RUN" ? "The validation did not run: nothing was compared." : `None: ${compared}, and all are equal.`;
  return {
    id: "differences",
    title: "Differences in loaded data",
    link: "Differences",
    count: summary3.mismatches,
    content: mismatches.length === 0 && summary3.mismatches === 0 ? html`<p>${none}</p>` : html`<p>${formatCount(summary3.mismatches)} cells or rows are not what they were in the source; ${compared}. The record names at most 100 of a kind a table.</p>${dataTable(
      {
        subject: "differences",
        caption: "Cells and rows that differ, by their key",
        maxBytes: MISMATCH_BYTES,
        rows: mismatches,
        facets: [{ name: "kind", title: "Kind", of: ({ kind }) => [kind] }],
        columns: [
          { title: "Table", cell: ({ table: table2 }) => nameOf(table2) },
          { title: "Row", cell: ({ key }) => nameOf(formatKey(key)) },
          {
            title: "Column",
            cell: ({ column }) => column === null ? "the whole row" : nameOf(column)
          },
          { title: "Kind", cell: ({ kind }) => kind }
        ]
      }
    )}`
  };
}

// src/stages/report/test-run-template.ts
var TEMPLATE_TITLES = {
  results: "Results:",
  resolved: "Issues Resolved This Run:",
  found: "New Issues Found:",
  nextActions: "Next Actions:"
};
function fillTestRunTemplate(record2) {
  const { run: run3, summary: summary3, issues: issues2, resolvedIssues } = record2;
  const { remaining, resolved, regressed } = summary3.issues;
  const found = `New Issues Found: ${formatCount(summary3.issues.new)}`;
  return {
    head: [
      `Date: ${formatTime(run3.startedAt)}`,
      `Test Run #: ${run3.number}`,
      `Previous Issues: ${formatCount(resolved)} resolved, ${formatCount(remaining)} remaining`,
      regressed === 0 ? found : `${found} (and ${formatCount(regressed)} regressed)`
    ],
    results: resultLines(record2),
    resolved: resolvedIssues.map(({ category, id, message, fix }) => ({
      category: category.toUpperCase(),
      text: `${placeOf(id)}: ${message}`,
      outcome: `Fix applied: ${fix}`,
      id: null
    })),
    found: issues2.filter(({ state, waived }) => state !== "remaining" && waived === null).map(foundLine),
    nextActions: record2.nextActions
  };
}
function resultLines(record2) {
  const { run: run3, summary: summary3 } = record2;
  const { tablesMigrated, tablesTotal, rowsLoaded, cellsCompared } = summary3;
  const { beside, differences } = lossesOf(record2);
  const share = tablesTotal === 0 ? "" : ` (${formatShare(tablesMigrated, tablesTotal)})`;
  const lost = beside.map((part) => `, ${part}`).join("");
  const compared = `${amount(cellsCompared, "cell")} compared, ${formatCount(differences)} differ`;
  return [
    `Tables Migrated: ${formatCount(tablesMigrated)}/${formatCount(tablesTotal)}${share}`,
    `Records Migrated: ${formatCount(rowsLoaded)} total${lost}`,
    `Validation Status: ${summary3.validation}${summary3.validation === "NOT RUN" ? "" : ` (${compared})`}`,
    `Test Duration: ${formatMinutes(run3.durationMs)}`
  ];
}
function foundLine(issue) {
  const regressed = issue.state === "regressed" ? `, regressed (first seen in run ${issue.firstSeenRun})` : "";
  return {
    category: issue.category.toUpperCase(),
    text: `${placeOf(issue.id)}: ${issue.message}`,
    outcome: `Priority: ${issue.priority}${regressed}`,
    id: idInSettings(issue)
  };
}
function waivedLines({ issues: issues2 }) {
  return issues2.flatMap(
    ({ category, priority, id, leg, message, waived }) => waived === null ? [] : [
      {
        category: category.toUpperCase(),
        text: `${placeOf(id)}: ${message}`,
        outcome: `Waived (${priority}) ${waiverText(waived)}`,
        id: idInSettings({ id, leg })
      }
    ]
  );
}
function placeOf(id) {
  const place = id.slice(id.indexOf(":") + 1);
  return place === "" ? "database" : place;
}

// src/stages/report/html/test-run-section.ts
var MAX_LISTED = 10;
var MAX_ACTIONS = 50;
var LONGEST_LINE = 400;
function testRunSection(record2) {
  const { head, results: results2, resolved, found } = fillTestRunTemplate(record2);
  const lines = [
    ...head,
    "",
    TEMPLATE_TITLES.results,
    ...results2.map((line) => `- ${line}`),
    "",
    ...listed(TEMPLATE_TITLES.resolved, resolved),
    "",
    ...listed(TEMPLATE_TITLES.found, found)
  ];
  return {
    id: "test-run",
    title: "Test run",
    count: null,
    content: html`<pre class="template" tabindex="0" aria-label="Test run template">${lines.map(renderLine)}</pre>`
  };
}
function listed(title, lines) {
  if (lines.length === 0) return [`${title} none`];
  const shown = lines.slice(0, MAX_LISTED).map(
    ({ category, text, outcome }, index) => cutText(`${index + 1}. [${category}] ${text} - ${outcome}`, LONGEST_LINE)
  );
  const rest = lines.length - shown.length;
  return [title, ...shown, ...rest > 0 ? [`\u2026 and ${formatCount(rest)} more, in the tables below.`] : []];
}
function renderLine(line) {
  const [, label, rest] = /^((?:- )?[A-Z][A-Za-z #]+:)(.*)$/.exec(line) ?? [];
  return label === void 0 ? html`<bdi>${line}</bdi>\n` : html`<b>${label}</b>${rest ?? ""}\n`;
}
function nextActionsSection({ nextActions }) {
  const rest = nextActions.length - MAX_ACTIONS;
  const actions = nextActions.slice(0, MAX_ACTIONS).map((action) => html`<li>${prose(action)}</li>\n`);
  return {
    id: "next-actions",
    title: "Next actions",
    count: null,
    content: nextActions.length === 0 ? html`<p>Nothing is left to do.</p>` : html`<p class="soft">What to fix first, in this order.</p>
<ol class="actions">${actions}</ol>
${rest > 0 ? html`<p>… and ${formatCount(rest)} more in <code>record.json</code>.</p>` : null}`
  };
}

// src/stages/report/largest.ts
function largest(values, least) {
  return values.reduce((most, value) => Math.max(most, value), least);
}

// src/stages/report/html/trend-plot.ts
var WIDTH = 960;
var LEFT = 84;
var RIGHT = 16;
var ISSUES = { top: 46, height: 150 };
var DURATION = { top: 272, height: 60 };
var HEIGHT = 372;
var FEWEST_SLOTS = 16;
var MAX_LABELS = 8;
function trendPlot(trend) {
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(FEWEST_SLOTS, trend.length);
  const centre = (index) => round(LEFT + slot * (index + 0.5));
  const last = trend.at(-1);
  return html`<figure class="plot">
<figcaption><span class="key remaining">remaining</span><span class="key new">new</span><span class="key regressed">regressed</span><span class="key resolved">resolved, below the line</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Trend of ${amount(trend.length, "run")}: ${last === void 0 ? "" : describe(last)}">
${issueBars(trend, slot, centre)}
${durationLine(trend, centre)}
${runLabels(trend, centre)}
</svg></figure>`;
}
function issueBars(trend, slot, centre) {
  const up = largest(trend.map(openIssues), 1);
  const down = largest(
    trend.map(({ resolved }) => resolved),
    0
  );
  const unit = ISSUES.height / (up + down);
  const base = round(ISSUES.top + up * unit);
  const width = round(Math.min(26, slot * 0.7));
  const bar = (x, y, count2, kind) => count2 === 0 ? null : html`<rect class="${kind}" x="${x}" y="${round(y)}" width="${width}" height="${round(Math.max(1.5, count2 * unit))}"/>`;
  const bars = trend.map((run3, index) => {
    const x = round(centre(index) - width / 2);
    const tops = {
      remaining: base - run3.remaining * unit,
      regressed: base - (run3.remaining + run3.regressed) * unit
    };
    return html`<g><title>${describe(run3)}</title>${bar(x, tops.remaining, run3.remaining, "remaining")}${bar(x, tops.regressed, run3.regressed, "regressed")}${bar(x, tops.regressed - run3.new * unit, run3.new, "new")}${bar(x, base, run3.resolved, "resolved")}</g>\n`;
  });
  return html`<text x="0" y="18" class="title">Issues</text>
${gridLine(ISSUES.top, formatCount(up))}${gridLine(base, "0")}${down === 0 ? null : gridLine(ISSUES.top + ISSUES.height, formatCount(down))}
${bars}`;
}
function durationLine(trend, centre) {
  const longest = largest(
    trend.map(({ durationMs }) => durationMs),
    1
  );
  const base = DURATION.top + DURATION.height;
  const y = (milliseconds3) => round(base - milliseconds3 / longest * DURATION.height);
  const points = trend.map(({ durationMs }, index) => `${centre(index)},${y(durationMs)}`);
  const dots = trend.map(
    (run3, index) => html`<circle cx="${centre(index)}" cy="${y(run3.durationMs)}" r="3"><title>${describe(run3)}</title></circle>`
  );
  return html`<text x="0" y="${DURATION.top - 28}" class="title">Duration</text>
${gridLine(DURATION.top, formatSeconds(longest))}${gridLine(base, "0")}
<polyline points="${points.join(" ")}"/>${dots}`;
}
function runLabels(trend, centre) {
  const step = Math.ceil(trend.length / MAX_LABELS);
  return trend.flatMap(
    ({ number: number2 }, index) => (trend.length - 1 - index) % step === 0 ? [html`<text class="run" x="${centre(index)}" y="${HEIGHT - 8}">#${number2}</text>`] : []
  );
}
function gridLine(y, label) {
  return html`<path class="grid" d="M${LEFT} ${round(y)}H${WIDTH - RIGHT}"/><text class="axis" x="${LEFT - 10}" y="${round(y + 5)}">${label}</text>`;
}
function openIssues(run3) {
  return run3.new + run3.remaining + run3.regressed;
}
function describe(run3) {
  const open3 = amount(openIssues(run3), "open issue");
  const parts = [
    `${formatCount(run3.new)} new`,
    `${formatCount(run3.regressed)} regressed`,
    `${formatCount(run3.resolved)} resolved`
  ];
  return `run ${run3.number}, ${formatTime(run3.startedAt)}: ${run3.result}, ${open3} (${parts.join(", ")}), ${formatSeconds(run3.durationMs)}`;
}
function round(value) {
  return Math.round(value * 10) / 10;
}

// src/stages/report/html/trend-section.ts
function trendSection({ trend }) {
  return {
    id: "trend",
    title: "Trend",
    count: null,
    content: trend.length < 2 ? html`<p>There is no earlier run to compare with. The trend begins with the next one.</p>` : html`${trendPlot(trend)}
<details><summary>The same in figures</summary><div class="table-box" role="region" aria-label="Trend in figures" tabindex="0"><table>
<caption>The last ${formatCount(trend.length)} runs, newest first</caption>
<thead><tr><th scope="col">Run</th><th scope="col">Start</th><th scope="col">Result</th>${FIGURES.map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${trend.toReversed().map(trendRow)}</tbody></table></div></details>`
  };
}
var FIGURES = ["New", "Remaining", "Regressed", "Resolved", "Rows rejected", "Duration"];
function trendRow(run3) {
  const { number: number2, startedAt, result: result2, remaining, regressed, resolved, rowsRejected, durationMs } = run3;
  const figures2 = [
    ...[run3.new, remaining, regressed, resolved, rowsRejected].map(formatCount),
    formatSeconds(durationMs)
  ];
  const cells = figures2.map(
    (figure2, index) => html`<td class="number" data-label="${FIGURES[index] ?? ""}">${figure2}</td>`
  );
  return html`<tr><th scope="row" data-label="Run">${number2}</th><td data-label="Start">${formatTime(startedAt)}</td><td data-label="Result">${badge(result2)}</td>${cells}</tr>\n`;
}

// src/stages/report/verdict.ts
function verdictOf(record2) {
  const { result: result2, run: run3, gate } = record2;
  const { symbol, words } = verdictWords(result2, run3.status, gate?.holds ?? true);
  const lines = explanationOf(record2);
  return {
    symbol,
    shownAs: symbol === "\u26A0\uFE0F" ? "partial" : result2,
    headline: `Migration rehearsal: ${words}`,
    explanation: lines.join("\n"),
    lines
  };
}
function gateText(gate) {
  return gate === null || gate.holds ? "" : `The gate does not hold (fail-on: ${gate.failOn}): ${gate.reason ?? "it does not say why"}.`;
}
function verdictWords(result2, status, gateHolds) {
  const unless = gateHolds ? "" : ", but the gate does not hold";
  switch (result2) {
    case "complete":
      return { symbol: gateHolds ? "\u2705" : "\u26A0\uFE0F", words: `complete success${unless}` };
    case "partial":
      return { symbol: "\u26A0\uFE0F", words: `partial success${unless}` };
    case "failure":
      return { symbol: "\u274C", words: "failure, not safe to deploy" };
    case "error":
      return { symbol: "\u26D4", words: status === "cancelled" ? "cancelled" : "could not finish" };
    default:
      return result2;
  }
}
function explanationOf(record2) {
  if (record2.result === "error") return earlyEnd(record2);
  const outcome = record2.result === "complete" ? arrived(record2) : losses(record2);
  const facts = [outcome, decisionsOf(record2), notMeasured(record2)];
  const gate = gateText(record2.gate);
  const sentences = record2.result === "failure" ? [...facts, gate] : [gate, ...facts];
  return [sentences.filter((sentence2) => sentence2 !== "").join(" ")];
}
function arrived({ summary: summary3 }) {
  const rows = amount(summary3.rowsLoaded, "row");
  const tables2 = amount(summary3.tablesTotal, "table");
  return `${rows} of ${tables2} arrived, and ${amount(summary3.cellsCompared, "cell was", "cells were")} compared: all are equal.`;
}
function losses(record2) {
  const { issues: issues2, summary: summary3, performance } = record2;
  const { rows, differences } = lossesOf(record2);
  const high = issues2.filter(({ priority, waived }) => priority === "HIGH" && waived === null).length;
  const lost = [
    high > 0 ? `${amount(high, "issue")} of priority HIGH` : null,
    ...rows,
    slowness(performance),
    differences > 0 ? `${amount(differences, "difference")} in loaded data` : null,
    `${formatCount(summary3.tablesMigrated)} of ${amount(summary3.tablesTotal, "table")} migrated`
  ].filter((part) => part !== null);
  return `${lost.join(", ")}.`;
}
function slowness({ verdict, medianRatio }) {
  if (medianRatio === null || verdict === null || verdict === "acceptable") return null;
  return `queries take ${formatRatio(medianRatio)} the time of SQLite`;
}
function notMeasured({ performance, readiness: readiness2 }) {
  const gaps = [
    performance.status === "not-measured" ? "Query performance: not measured." : null,
    openLines(readiness2)
  ];
  return gaps.filter((gap) => gap !== null).join(" ");
}
function openLines({ items }) {
  const count2 = (wanted) => items.filter(({ status }) => status === wanted).length;
  const [failed, unverified] = [count2("fail"), count2("unverified")];
  if (failed === 0 && unverified === 0) return null;
  const lines = `of ${items.length} lines`;
  if (failed === 0) return `Checklist: ${unverified} ${lines} unverified.`;
  const verb = failed === 1 ? "fails" : "fail";
  return `Checklist: ${failed} ${lines} ${verb}${unverified === 0 ? "" : `, ${unverified} unverified`}.`;
}
function earlyEnd({ run: run3 }) {
  if (run3.status === "cancelled") return ["What was found until then is below."];
  if (run3.error === null) return [""];
  const { message, hint } = run3.error;
  return `${message}${message.includes("\n") ? "\n" : " "}${hint}`.split("\n");
}

// src/stages/report/html/verdict-header.ts
var MAX_WARNINGS = 20;
function verdictHeader(record2) {
  const { headline, lines, shownAs } = verdictOf(record2);
  const tone = RESULT_TONES[shownAs];
  return html`<header class="verdict ${tone}">
<p class="origin">${nameOf(record2.source.path)}<span>Test run ${formatCount(record2.run.number)}</span><time datetime="${record2.run.startedAt}">${formatTime(record2.run.startedAt)}</time>${serverOf(record2)}</p>
<h1>${verdictIcon(tone)}<span>${headline}</span></h1>
<p class="lead">${lines.map((line, at) => html`${at === 0 ? null : html`<br>`}${sentence(line)}`)}</p>
${figures(record2)}
${warnings(record2)}
</header>`;
}
var ICON_PATHS = {
  good: "M7 12.5l3.4 3.4L17.2 9",
  warn: "M12 6.8v6.4M12 16.6v.2",
  bad: "M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4",
  calm: "M7.5 12h9"
};
function verdictIcon(tone) {
  return html`<svg class="icon" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${ICON_PATHS[tone]}"/></svg>`;
}
function serverOf({ target: target3 }) {
  return target3.version === null ? null : html`<span>PostgreSQL ${target3.version} (${target3.provision})</span>`;
}
function figures(record2) {
  const { run: run3, summary: summary3, issues: issues2 } = record2;
  const { tablesMigrated, tablesTotal, rowsLoaded, cellsCompared } = summary3;
  const { beside, differences } = lossesOf(record2);
  const counts = summary3.issues;
  const open3 = counts.new + counts.remaining + counts.regressed;
  const high = issues2.filter(({ priority, waived }) => priority === "HIGH" && waived === null).length;
  const share = tablesTotal === 0 ? "no tables" : `${formatShare(tablesMigrated, tablesTotal)} migrated`;
  const validated = summary3.validation === "NOT RUN" ? "validation did not run" : `${summary3.validation}, ${formatCount(differences)} differ`;
  return html`<dl class="figures">
${figure("Tables", `${formatCount(tablesMigrated)}/${formatCount(tablesTotal)}`, share, tablesMigrated < tablesTotal)}
${figure("Rows loaded", formatCount(rowsLoaded), beside.join(", ") || `0 ${lossColumns(record2).title.toLowerCase()}`, beside.length > 0)}
${figure("Cells compared", formatCount(cellsCompared), validated, summary3.validation !== "PASS")}
${figure("Open issues", formatCount(open3), `${formatCount(high)} of priority HIGH`, high > 0)}
${figure("Duration", formatSeconds(run3.durationMs), `${run3.phase} phase`, false)}
</dl>`;
}
function figure(title, value, note, alarming) {
  return html`<div><dt>${title}</dt><dd><b>${value}</b> <span${alarming ? html` class="alarming"` : null}>${note}</span></dd></div>`;
}
function warnings({ warnings: warnings2 }) {
  if (warnings2.length === 0) return NOTHING;
  const rest = warnings2.length - MAX_WARNINGS;
  return html`<div class="callout" role="note"><p><strong>${amount(warnings2.length, "warning")}</strong></p>
<ul>${warnings2.slice(0, MAX_WARNINGS).map((warning) => html`<li>${sentence(warning)}</li>`)}</ul>
${rest > 0 ? html`<p>… and ${formatCount(rest)} more in <code>record.json</code>.</p>` : null}</div>`;
}

// src/stages/report/render-html.ts
var LONGEST_SOURCE = 80;
function renderHtml(record2) {
  const { run: run3, source: source3, tool } = record2;
  const { headline, shownAs } = verdictOf(record2);
  const sections = [
    testRunSection(record2),
    nextActionsSection(record2),
    issueSection(record2),
    resolvedSection(record2),
    remedySection(record2),
    tableSection(record2),
    mismatchSection(record2),
    objectSection(record2),
    performanceSection(record2),
    checklistSection(record2),
    trendSection(record2),
    reproductionSection(record2)
  ];
  const title = `${headline} \xB7 run ${run3.number} \xB7 ${cutText(source3.path, LONGEST_SOURCE)}`;
  const body = html`<a class="skip" href="#test-run">To the report</a>
${verdictHeader(record2)}
${renderNavigation(sections)}
<main>
${sections.map(renderSection)}</main>
<footer><p>Made by ${tool.name} ${tool.version} from the record of test run ${formatCount(run3.number)}. No cell values are on this page; rows are named by their keys.</p></footer>`;
  return htmlPage({ title, tone: RESULT_TONES[shownAs], body });
}

// src/stages/report/markdown-table.ts
function markdownTable(titles, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(titles.map((title) => title.replace(/:$/, ""))),
    line(titles.map((title) => title.endsWith(":") ? "---:" : "---")),
    ...rows.map(line)
  ].join("\n");
}

// src/stages/report/terminal-text.ts
function terminalText(text) {
  return breakBrackets(visibleText(text).replace(/(?<!\S)::/gu, ": :"));
}
function idText(id) {
  return visibleText(id).replace(/(##[\w.-]*)\[/g, "$1?");
}
var WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
var COMBINING = new RegExp("\\p{M}", "u");
function textWidth(text) {
  let width = 0;
  for (const character of text) width += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
function cutText2(text, width) {
  if (textWidth(text) <= width) return text;
  let cut = "";
  let used = 1;
  for (const character of text) {
    used += textWidth(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut}\u2026`;
}
function wrapText(text, width, indent) {
  const room = Math.max(10, width - indent);
  const lines = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => piecesOf2(long, room))) {
    const limit = lines.length === 0 ? width : room;
    if (line !== "" && textWidth(line) + 1 + textWidth(word) > limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((part, index) => index === 0 ? part : " ".repeat(indent) + part);
}
function piecesOf2(word, room) {
  const pieces = [];
  let piece = "";
  for (const character of word) {
    if (textWidth(piece) + textWidth(character) > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece].map((part) => part.replace(/^::/, ": :"));
}

// src/stages/report/markdown-details.ts
var ALL = { rows: Number.POSITIVE_INFINITY, wholeTables: true };
function renderDetails(record2, limits = ALL) {
  const counting = record2.issues.filter(({ waived }) => waived === null);
  const { rows } = limits;
  return [
    folded(`Issues in detail (${counting.length})`, issueTable(counting, rows)),
    folded(`Waived issues (${record2.issues.length - counting.length})`, waiverTable(record2, rows)),
    folded(`Remedies applied (${record2.remedies.length})`, remedyTable(record2, rows)),
    folded(
      `Differences in loaded data (${formatCount(record2.summary.mismatches)})`,
      mismatchTable(record2, rows)
    ),
    folded(`Tables (${record2.tables.length})`, tableTable(record2, limits)),
    folded(`Queries (${record2.performance.queries.length})`, queryTable(record2, rows)),
    folded(`Objects (${record2.objects.length})`, objectTable(record2, rows)),
    folded("Pre-production checklist", checklist(record2)),
    folded("Success metrics", metricTable(record2)),
    folded("How to reproduce", reproductionBlock(record2))
  ].filter((block) => block !== "");
}
function folded(title, content) {
  if (content === "") return "";
  return `<details><summary>${title}</summary>

${content}

</details>`;
}
function issueTable(issues2, limit) {
  return limitedTable(
    limit,
    ["Priority", "Issue", "State", "Rows:", "For example", "What to do"],
    issues2.map((issue) => [
      issue.priority,
      `${issueCell(issue)}<br>${escapeMarkdown(issue.message)}`,
      issue.state,
      formatCount(issue.rows),
      rowList(issue.examples.map(({ key }) => key)),
      proseToMarkdown(issue.remedy)
    ])
  );
}
function issueCell(issue) {
  const id = escapeMarkdown(idInSettings(issue));
  return issue.leg === null ? id : `${id} (${escapeMarkdown(issue.leg)})`;
}
function waiverTable({ issues: issues2 }, limit) {
  return limitedTable(
    limit,
    ["Priority", "Issue", "State", "Rows:", "Reason", "Owner", "Last day"],
    issues2.flatMap(
      ({ priority, id, leg, message, state, rows, waived }) => waived === null ? [] : [
        [
          priority,
          `${issueCell({ id, leg })}<br>${escapeMarkdown(message)}`,
          `${state}, waived`,
          formatCount(rows),
          escapeMarkdown(waived.reason),
          escapeMarkdown(waived.owner ?? ""),
          escapeMarkdown(waived.expires)
        ]
      ]
    )
  );
}
function remedyTable({ remedies }, limit) {
  return limitedTable(
    limit,
    ["Remedy", "Issue", "Changed:", "For example", "Effect"],
    remedies.map(({ remedy, issue, rows, examples, effect }) => [
      remedy,
      escapeMarkdown(issue),
      formatCount(rows),
      rowList(examples),
      escapeMarkdown(effect)
    ])
  );
}
function rowList(keys) {
  return keys.map((key) => escapeMarkdown(formatKey(key))).join("<br>");
}
function mismatchTable({ mismatches }, limit) {
  return limitedTable(
    limit,
    ["Table", "Row", "Column", "Kind"],
    mismatches.map(({ table: table2, key, column, kind }) => [
      escapeMarkdown(table2),
      escapeMarkdown(formatKey(key)),
      escapeMarkdown(column ?? ""),
      kind
    ])
  );
}
function tableTable(record2, { rows, wholeTables }) {
  const { tables: tables2 } = record2;
  const whole = wholeTables ? [] : tables2.filter(({ status }) => status === "migrated");
  const shown = tables2.filter((table2) => !whole.includes(table2));
  const rest = whole.length === 0 ? "" : `Arrived whole, and not listed here: ${formatCount(whole.length)}.`;
  return [tableRows(shown, lossColumns(record2), rows), rest].filter((part) => part !== "").join("\n\n");
}
function tableRows(tables2, { title, lost, differing }, limit) {
  return limitedTable(
    limit,
    ["Table", "Status", "Source:", "Loaded:", `${title}:`, "Target:", "Cells compared:", "Differ:"],
    tables2.map((table2) => [
      escapeMarkdown(table2.name),
      table2.reason === null ? table2.status : `${table2.status}: ${escapeMarkdown(table2.reason)}`,
      formatCount(table2.rowsSource),
      formatCount(table2.rowsLoaded),
      formatCount(lost(table2)),
      formatCount(table2.rowsTarget),
      formatCount(table2.cellsCompared),
      formatCount(differing(table2))
    ])
  );
}
function queryTable({ performance }, limit) {
  const summary3 = querySummary(performance);
  if (summary3 === null) return "";
  const queries = worstFirst(performance.queries);
  const rows = queries.map((query) => {
    const [name = "", ...cells] = queryCells(query);
    const named = query.reason === null ? name : `${name}: ${query.reason}`;
    return [escapeMarkdown(named), ...cells];
  });
  const { roundTripMs, floorMs } = performance;
  const terms = roundTripMs === null ? "" : ` Medians; a round trip of ${roundTripMs.toFixed(2)} ms is taken off. What PostgreSQL answers in less than ${floorMs} ms is too fast to grade.`;
  const plans = queries.filter(({ plan }) => plan.length > 0).map(planBlock);
  return [`${summary3}.${terms}`, limitedTable(limit, QUERY_TITLES, rows), ...plans.slice(0, limit)].join(
    "\n\n"
  );
}
function planBlock({ name, plan }) {
  const lines = plan.map(terminalText).map((line) => line.replaceAll("`", "'"));
  return `Plan of ${escapeMarkdown(name)}:

\`\`\`text
${lines.join("\n")}
\`\`\``;
}
function objectTable({ objects }, limit) {
  if (objects.length === 0) return "";
  const changed = objects.filter(({ status }) => status !== "kept");
  const kept = `Kept as they are: ${formatCount(objects.length - changed.length)}.`;
  const table2 = limitedTable(
    limit,
    ["Object", "Type", "Status", "Why"],
    changed.map(({ type, name, table: table3, status, reason }) => [
      escapeMarkdown(table3 === null || table3 === name ? name : `${table3}: ${name}`),
      type,
      status,
      escapeMarkdown(reason ?? "")
    ])
  );
  return table2 === "" ? kept : `${kept} Not kept (their SQL is in \`record.json\`):

${table2}`;
}
function checklist({ readiness: readiness2 }) {
  return readiness2.items.map(({ title, status, evidence }) => {
    const mark = status === "fail" || status === "unverified" ? " " : "x";
    return `- [${mark}] ${escapeMarkdown(title)}: **${status}**. ${proseToMarkdown(evidence)}`;
  }).join("\n");
}
function metricTable({ metrics }) {
  return markdownTable(
    ["Metric", "Target", "Met", "Measured"],
    metrics.map(({ title, target: target3, met, measured }) => [
      title,
      escapeMarkdown(target3),
      met === null ? "not known" : met ? "yes" : "**no**",
      proseToMarkdown(measured)
    ])
  );
}
function reproductionBlock(record2) {
  const { commands, facts } = reproduction(record2);
  const shown = commands.map(terminalText).join("\n");
  const marks = [...shown.matchAll(/`+/g)].map(([run3]) => run3.length);
  const fence = "`".repeat(largest(marks, 2) + 1);
  return `${fence}sh
${shown}
${fence}

${facts.map((fact) => `- ${escapeMarkdown(fact)}`).join("\n")}`;
}
function limitedTable(limit, titles, rows) {
  const table2 = markdownTable(titles, rows.slice(0, limit));
  return rows.length > limit ? `${table2}

\u2026 and ${formatCount(rows.length - limit)} more.` : table2;
}

// src/stages/report/template-blocks.ts
var MAX_LISTED2 = 25;
function renderTemplate(record2, limit = MAX_LISTED2) {
  const template = fillTestRunTemplate(record2);
  return [
    ["```text", ...template.head, "", ...results(template), "```"].join("\n"),
    numberedList(TEMPLATE_TITLES.resolved, template.resolved, limit),
    numberedList(TEMPLATE_TITLES.found, template.found, limit),
    [
      TEMPLATE_TITLES.nextActions,
      ...template.nextActions.map((action) => `- [ ] ${proseToMarkdown(action)}`)
    ].join("\n")
  ];
}
function renderWarnings({ warnings: warnings2 }) {
  if (warnings2.length === 0) return "";
  return ["> [!WARNING]", ...warnings2.map((warning) => `> - ${escapeMarkdown(warning)}`)].join("\n");
}
function results(template) {
  return [TEMPLATE_TITLES.results, ...template.results.map((line) => `- ${line}`)];
}
function numberedList(title, lines, limit) {
  if (lines.length === 0) return `${title} none`;
  const listed2 = lines.slice(0, limit).map(
    ({ category, text, outcome }, index) => `${index + 1}. [${category}] ${escapeMarkdown(text)} - ${escapeMarkdown(outcome)}`
  );
  const rest = lines.length - listed2.length;
  return [title, ...listed2, ...rest > 0 ? ["", `\u2026 and ${rest} more.`] : []].join("\n");
}

// src/stages/report/render-markdown.ts
function renderMarkdown(record2) {
  const { symbol, headline, lines } = verdictOf(record2);
  const blocks = [
    `## ${symbol} ${headline}`,
    linesToMarkdown(lines),
    ...renderTemplate(record2),
    renderWarnings(record2),
    ...renderDetails(record2)
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}
`;
}

// src/shell/read-given-file.ts
import { constants } from "node:fs";
import { open as open2 } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
var PAUSE_MS = 10;
var PIECE_BYTES = 64 * 1024;
var NotRegularFile = class extends Error {
  code = "not a regular file";
};
async function readRegularFile(path) {
  return await withFile(path, async (file) => {
    const found = await file.stat();
    if (!found.isFile() && !found.isDirectory()) throw new NotRegularFile();
    return await file.readFile();
  });
}
async function readGivenFile(path, signal = null) {
  return await withFile(path, async (file) => {
    const found = await file.stat();
    if (found.isFile() || found.isDirectory()) return await file.readFile();
    if (found.isFIFO()) return await readPipe(file, signal);
    if (found.isCharacterDevice() && (await readPiece(file))?.length === 0) return Buffer.alloc(0);
    throw new NotRegularFile();
  });
}
async function withFile(path, read) {
  const file = await open2(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await read(file);
  } finally {
    await file.close();
  }
}
async function readPipe(file, signal) {
  const pieces = [];
  for (; ; ) {
    signal?.throwIfAborted();
    const piece = await readPiece(file);
    if (piece === null) await setTimeout(PAUSE_MS);
    else if (piece.length > 0) pieces.push(piece);
    else if (pieces.length > 0) return Buffer.concat(pieces);
    else throw new NotRegularFile();
  }
}
async function readPiece(file) {
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (errorCode(error) === "EAGAIN") return null;
    throw error;
  }
}

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date,
  datetime: () => datetime,
  duration: () => duration,
  time: () => time
});
function datetime(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date(params) {
  return _isoDate(ZodISODate, params);
}
function time(params) {
  return _isoTime(ZodISOTime, params);
}
function duration(params) {
  return _isoDuration(ZodISODuration, params);
}

// src/stages/record/history.ts
init_rehearsal_error();

// src/issues/ledger-words.ts
var OBJECT_TYPES = [
  "column",
  "primary-key",
  "unique",
  "index",
  "check",
  "foreign-key",
  "not-null",
  "default",
  "generated",
  "sequence",
  "view",
  "trigger",
  "virtual-table",
  "collation"
];
var OBJECT_STATUSES = ["kept", "translated", "changed", "dropped", "unverified"];
var UNLOGGED = "UNLOGGED";

// src/stages/record/gate-record.ts
var FAIL_ON = ["failure", "partial", "new-issues", "not-ready", "never"];
var gateSchema = object({
  failOn: _enum(FAIL_ON).describe("What was asked of the run, as `--fail-on` names it"),
  holds: boolean().describe("Whether the run is good enough for it; if not, the exit code was 1"),
  reason: string().nullable().describe("Why it does not hold; null where it does")
});

// src/stages/record/record-fields.ts
var count = () => int().nonnegative();
var milliseconds = (what) => number().nonnegative().describe(`Milliseconds: ${what}`);
var MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
var moment = () => string().regex(MOMENT).refine((text) => isMoment(text), { error: "No such moment" });
function isMoment(text) {
  const date2 = new Date(text);
  return !Number.isNaN(date2.getTime()) && date2.toISOString() === text;
}
var rowKey = record(string(), union([string(), number(), _null()])).describe("The row: its primary key, or its rowid. Blobs are x\u2019\u2026\u2019 hex, integers beyond 2^53 decimal text");

// src/stages/record/issue-record.ts
var remedyKinds = [
  "default",
  "null",
  "truncate",
  "clamp",
  "strip",
  "replace",
  "drop-row",
  "cast",
  "rename",
  "skip",
  "sql"
];
var nothing = () => string().nullable().default(null);
var issueSchema = object({
  id: string().describe("`category/code:table.column[object]`; stable, free of counts and rows"),
  leg: nothing().describe(
    "Which of the records that were put together has found it; its id there is without this name. null in the record of one run"
  ),
  category: _enum(CATEGORIES).describe("The category of the methodology"),
  code: string().describe("One of docs/issues.md"),
  priority: _enum(PRIORITIES).describe("HIGH: data or the next write would be lost. MED: behaviour differs. LOW: worth knowing"),
  state: _enum(["new", "remaining", "regressed"]).describe("Compared with the runs before"),
  firstSeenRun: count().min(1).describe("The first run that found it"),
  table: string().nullable().describe("In the source"),
  column: string().nullable().describe("In the source"),
  declaredType: nothing().describe(
    "As the source declares the column, empty where it declares none; null where the issue is not about one column"
  ),
  targetType: nothing().describe("The type of the column in PostgreSQL, as pg_dump spells it"),
  object: string().nullable().describe("The index, constraint, view \u2026 that it is about"),
  rows: count().describe("How many rows it concerns, exactly; 0 where it is not about rows"),
  examples: array(object({ key: rowKey })).describe("The first of these rows, by key; values are never here"),
  message: string().describe("What was found"),
  remedy: string().describe("What the owner can do about it"),
  waived: object({
    reason: string().describe("Why it is acceptable"),
    owner: string().nullable().describe("Who says so; null where nobody is named"),
    expires: string().describe("The last day on which the waiver holds, YYYY-MM-DD, in UTC")
  }).nullable().describe("The waiver that accepts it; null where there is none")
});
var resolvedIssueSchema = object({
  id: string().describe("The id it had"),
  category: _enum(CATEGORIES).describe("The category it had"),
  message: string().describe("What had been found"),
  fix: string().describe("What removed it, as far as this run can tell")
});
var appliedRemedySchema = object({
  issue: string().describe("The id of the issue that it removed, wholly or in part"),
  remedy: _enum(remedyKinds).describe("What the settings say to do"),
  table: string().describe("In the source"),
  column: string().nullable().describe("In the source; null where it is about whole rows"),
  rows: count().describe("How many values or rows it changed, exactly"),
  examples: array(rowKey).describe("The first of these rows, by key; values are never here"),
  effect: string().describe("What it did, in words")
});

// src/stages/record/performance-record.ts
var milliseconds2 = (what) => number().nonnegative().nullable().default(null).describe(`Milliseconds: ${what}; null where not measured`);
var interval = (what) => object({
  low: number().nonnegative().describe("Its lower end"),
  high: number().nonnegative().describe("Its upper end")
}).nullable().default(null).describe(
  `The confidence interval of ${what}: 99 % from 8 runs on, the whole range of fewer; null where it was not measured`
);
var querySchema = object({
  name: string().describe("As the settings name it, or `table: what it asks`"),
  source: _enum(["settings", "derived"]).default("settings").describe("derived: made of the schema"),
  grade: _enum(["acceptable", "degraded", "failed", "too-fast", "not-run"]).describe(
    "acceptable: not beyond doubt twice as slow. degraded: over 2\xD7. failed: over 5\xD7. too-fast: PostgreSQL answers below the noise floor. not-run: see the reason"
  ),
  results: _enum(["equal", "different", "not-compared"]).describe("Of both engines"),
  reason: string().nullable().describe("Why it was not run, compared or measured; null where all of it was"),
  rows: count().nullable().describe("Of its result in SQLite; null where it did not run"),
  runs: count().describe("How often both were measured, by turns"),
  sqliteMs: milliseconds2("in SQLite, the median"),
  sqliteInterval: interval("sqliteMs"),
  postgresMs: milliseconds2("in PostgreSQL without the round trip, the median"),
  postgresInterval: interval("postgresMs"),
  executionMs: milliseconds2("planning and execution by PostgreSQL\u2019s own account"),
  ratio: number().nonnegative().nullable().describe("postgresMs / sqliteMs, the median of the pairs"),
  ratioInterval: interval("ratio"),
  plan: array(string()).default([]).describe("The plan in PostgreSQL, a line a node, of a query that is slower; without values")
});
var performanceSchema = object({
  status: _enum(["measured", "not-measured"]).describe("Whether queries were compared"),
  verdict: _enum(["acceptable", "degraded", "failed"]).nullable().describe("Of the median ratio: under 2\xD7, up to 5\xD7, over 5\xD7; null where no query could be graded"),
  medianRatio: number().nonnegative().nullable().describe("PostgreSQL time / SQLite time; a query that is too fast to grade counts as 1"),
  roundTripMs: milliseconds2("an empty query, there and back; it is taken off each"),
  floorMs: milliseconds2("what PostgreSQL answers in less is too fast to grade"),
  queries: array(querySchema).describe("One entry a query; empty where nothing was measured")
});
function recordPerformance(result2) {
  if (result2 === null) {
    const nothing2 = { verdict: null, medianRatio: null, roundTripMs: null, floorMs: null, queries: [] };
    return { status: "not-measured", ...nothing2 };
  }
  const { verdict, medianRatio, roundTripMs, floorMs, queries } = result2;
  return {
    status: queries.some(({ grade }) => grade !== "not-run") ? "measured" : "not-measured",
    verdict,
    medianRatio: rounded(medianRatio),
    roundTripMs: rounded(roundTripMs),
    floorMs,
    queries: queries.map(recordQuery)
  };
}
function recordQuery(outcome) {
  const { query, grade, results: results2, reason, rows, runs, sqliteMs, postgresMs, executionMs, ratio, plan } = outcome;
  return {
    name: query.name,
    source: query.source,
    grade,
    results: results2,
    reason,
    rows,
    runs,
    sqliteMs: rounded(sqliteMs?.median ?? null),
    sqliteInterval: ends(sqliteMs),
    postgresMs: rounded(postgresMs?.median ?? null),
    postgresInterval: ends(postgresMs),
    executionMs: rounded(executionMs),
    ratio: rounded(ratio?.median ?? null),
    ratioInterval: ends(ratio),
    plan: [...plan]
  };
}
function ends(interval2) {
  return interval2 === null ? null : { low: rounded(interval2.low), high: rounded(interval2.high) };
}
function rounded(value) {
  return value === null ? null : Math.round(value * 1e3) / 1e3;
}

// src/stages/record/trend-run.ts
var trendRunSchema = object({
  number: count().min(1).describe("The number of the run"),
  startedAt: string().describe("Start of the run, ISO 8601 in UTC"),
  durationMs: milliseconds("the whole run"),
  result: _enum(["complete", "partial", "failure", "error"]).describe("Its verdict"),
  new: count().describe("Issues never seen before that run"),
  remaining: count().describe("Issues seen before and still open then"),
  resolved: count().describe("Issues that it found resolved"),
  regressed: count().describe("Issues that were back"),
  rowsRejected: count().describe("Rows that could not be loaded")
});

// src/stages/record/run-record.ts
var RECORD_VERSION = 1;
var encodings = ["UTF-8", "UTF-16le", "UTF-16be"];
var run = object({
  number: count().min(1).describe("Counts the test runs of one history, from 1"),
  phase: _enum(["discovery", "resolution", "validation", "readiness"]).describe("Where the migration stands in the methodology; the settings can say so"),
  startedAt: moment().describe("Start of the run, ISO 8601 in UTC"),
  durationMs: milliseconds("the whole run"),
  commit: string().nullable().describe("The commit that was rehearsed, where one is known"),
  status: _enum(["finished", "cancelled", "error"]).describe("Whether the run came to its end"),
  error: object({
    code: string().describe("A stable code"),
    message: string().describe("What failed, and where"),
    hint: string().describe("What to do about it")
  }).nullable().describe("Why the run ended early; null when it finished")
});
var source = object({
  path: string().describe("As the user gave it"),
  sizeBytes: count().describe("Size of the file; 0 where it could not be read"),
  sha256: string().nullable().describe("Hash of the file, lower-case hex; null where it could not be read"),
  sqliteVersion: string().nullable().describe("The SQLite library that read it"),
  schemaSha256: string().nullable().default(null).describe("Hash of what it declares, whatever rows it holds; null where it could not be read"),
  encoding: _enum(encodings).nullable().describe("Text encoding of the database")
});
var target = object({
  version: string().nullable().describe("Of the PostgreSQL server; null where none was reached"),
  provision: _enum(["url", "service", "docker", "installed", "embedded"]).nullable().describe("Where the server came from"),
  database: string().nullable().describe("The scratch database, if it was kept or could not be dropped"),
  schema: _enum(["derived", "file", "command", "given"]).nullable().describe("Where the schema of the target came from; `given`: the database was there")
});
var summary = object({
  tablesMigrated: count().describe("Tables with status `migrated`"),
  tablesTotal: count().describe("All tables but the skipped ones"),
  rowsSource: count().describe("Rows of all these tables"),
  rowsLoaded: count().describe("Rows that PostgreSQL holds now"),
  rowsRejected: count().describe("Rows that could not be loaded; rowsSource = rowsLoaded + rowsRejected"),
  cellsCompared: count().describe("Cells that were compared, value by value"),
  mismatches: count().describe("Cells and rows that are not what was promised: data corruption"),
  validation: _enum(["PASS", "FAIL", "NOT RUN"]).describe("PASS: every cell of every loaded row was compared and is equal, and the rows were counted"),
  issues: object({
    new: count().describe("Never seen before"),
    remaining: count().describe("Seen before and not resolved since"),
    resolved: count().describe("Open before this run, no longer found by it"),
    regressed: count().describe("Resolved by an earlier run, and back"),
    waived: count().default(0).describe("Accepted by a waiver, in whichever state; counted only here")
  }).describe("How many issues are in which state; without those that are waived")
});
var table = object({
  name: string().describe("In the source"),
  target: string().nullable().describe("`schema.table` in PostgreSQL; null where none was planned"),
  core: boolean().describe("Whether it counts for the criteria of success"),
  columns: count().default(0).describe(
    "How many columns it has in the source; 0 where they were not read, and in records of older versions"
  ),
  status: _enum(["migrated", "partial", "failed", "skipped"]).describe(
    "migrated: all rows loaded and every cell equal. partial: some rows rejected, different or not compared. failed: nothing arrived. skipped: excluded by the user; its counts are 0"
  ),
  reason: string().nullable().describe("Why it is not `migrated`"),
  rowsSource: count().describe("Rows that the catalog counted; always rowsLoaded + rowsRejected"),
  rowsLoaded: count().describe("Rows that were loaded"),
  rowsRejected: count().describe(
    "Rows that could not be loaded; of a database that another tool has migrated: rows that are missing there or were not compared"
  ),
  rowsMissing: count().default(0).describe("Rows that the validation did not find in PostgreSQL; each counts among the mismatches too"),
  rowsTarget: count().describe("Rows that the validation counted in PostgreSQL; 0 where it did not run"),
  cellsCompared: count().describe("Cells that were compared"),
  mismatches: count().describe("Cells and rows that differ")
});
var mismatch = object({
  table: string().describe("In the source"),
  key: rowKey,
  column: string().nullable().describe("In the source; null where a whole row is missing or extra"),
  kind: _enum(["value", "missing", "extra"]).describe("A different value, a row too few, a row too many")
});
var object2 = object({
  type: _enum(OBJECT_TYPES).describe("The kind of object"),
  name: string().describe("Its name, or a description where it has none"),
  table: string().nullable().describe("The table it belongs to"),
  status: _enum(OBJECT_STATUSES).describe(
    "kept: the same. translated: other words, same meaning. changed: weaker or different. dropped: absent. unverified: not compared"
  ),
  sql: string().describe("As the source spells it"),
  reason: string().nullable().describe("Why it is not kept as it is"),
  parent: string().optional().describe("Of a foreign key: the table it refers to, as written")
});
var projection = object({
  rehearsedBytes: count().describe("Size of the database that was rehearsed"),
  productionBytes: count().describe(
    "Size of the database in production; without a setting, that of the snapshot"
  ),
  bytesPerSecond: count().describe("Bytes of the SQLite database that were loaded and compared in a second"),
  rowsPerSecond: count().describe("The same in rows"),
  seconds: number().nonnegative().describe("To load the production database and to compare every cell of it"),
  leastSeconds: number().nonnegative().describe("The lower end of the range in which that is expected"),
  mostSeconds: number().nonnegative().describe("The upper end"),
  durable: boolean().describe("Whether the server was one that keeps its data, as in production"),
  windowSeconds: number().nonnegative().describe("The time that there is, as the settings say")
});
var readiness = object({
  verdict: _enum(["ready", "not-ready"]).describe("ready: no item is `fail` or `unverified`"),
  items: array(
    object({
      id: string().describe("A stable name"),
      group: _enum(["data", "performance", "operational", "security"]).describe("Part of the checklist"),
      title: string().describe("The line of the checklist"),
      status: _enum(["pass", "fail", "unverified", "attested", "not-applicable"]).describe(
        "unverified: this run did not check it. attested: a person vouches for it. not-applicable: the settings say why it does not concern this migration"
      ),
      evidence: string().describe("What the status rests on"),
      parts: object({
        judged: array(string()).describe("Those that this run has judged, well or badly"),
        leftOut: array(string()).describe("Those of tables that it leaves out"),
        proof: string().nullable().describe("The evidence by which the judged ones pass; null where they do not")
      }).optional().describe("Of a line about tables or queries that the settings name: what a shard can say of it")
    })
  ).describe("The lines of the pre-production checklist")
});
var metric = object({
  id: _enum([
    "data-accuracy",
    "data-quality",
    "performance",
    "availability",
    "confidence",
    "documentation",
    "rollback-plan",
    "team-training"
  ]).describe("A stable name"),
  title: string().describe("As the methodology calls it"),
  target: string().describe("What the methodology asks for"),
  measured: string().describe("What this run measured, or who attests it"),
  met: boolean().nullable().describe("Whether the target is met; null where nobody knows")
});
var timings2 = object({
  snapshot: milliseconds("reading and checking the source"),
  catalog: milliseconds("reading its structure and profiling every value"),
  postgres: milliseconds("starting the server and creating the schema"),
  load: milliseconds("rows, constraints, indexes and sequences"),
  validation: milliseconds("comparing every cell, which begins while the load validates foreign keys"),
  performance: milliseconds("comparing queries"),
  readiness: milliseconds("the checklist")
});
var runRecordSchema = object({
  schemaVersion: literal(RECORD_VERSION).describe("The version of this form"),
  tool: object({
    name: literal("pg-rehearsal").describe("Always the same"),
    version: string().describe("Of the program")
  }).describe("What wrote the record"),
  run: run.describe("The test run"),
  source: source.describe("The SQLite database"),
  target: target.describe("The PostgreSQL server"),
  result: _enum(["complete", "partial", "failure", "error"]).describe("The verdict; `error` when the run did not finish"),
  gate: gateSchema.nullable().default(null).describe(
    "Whether the run is good enough for `--fail-on`; null where it did not come to its end, and in records of older versions"
  ),
  summary: summary.describe("The figures of the whole run; 0 where they are not known"),
  tables: array(table).describe("Every table of the source"),
  issues: array(issueSchema).describe("Everything the owner must know, most urgent first"),
  resolvedIssues: array(resolvedIssueSchema).describe("What was open before and is gone"),
  prepare: array(string()).default([]).describe("The scripts of the settings that changed the private copy of the source first"),
  remedies: array(appliedRemedySchema).default([]).describe("What the remedies of the settings did; empty where none was applied"),
  mismatches: array(mismatch).describe("Differences, at most 100 of a kind a table; `summary` has the exact number"),
  objects: array(object2).describe("The ledger: what became of each index, constraint, default, view \u2026"),
  performance: performanceSchema.describe("The same queries on both sides"),
  readiness: readiness.describe("The pre-production checklist"),
  projection: projection.nullable().default(null).describe("How long the move of the production database would take; null where no row was moved"),
  metrics: array(metric).default([]).describe("The success metrics of the methodology"),
  warnings: array(string()).default([]).describe(
    "Databases of a run that are still on the server, and where the run departs from the methodology"
  ),
  nextActions: array(string()).describe("What to do next, in this order"),
  timings: timings2.describe("Durations of the stages; 0 where a stage did not run"),
  trend: array(trendRunSchema).default([]).describe("The last 60 runs of the history, oldest first; this run is the last of them")
}).describe("The record of one test run of pg-rehearsal");

// src/stages/record/run-digest.ts
var { run: run2, source: source2, target: target2, result, summary: summary2, tables, issues } = runRecordSchema.shape;
var MAX_NAMED_TABLES = 100;
function knownBy(tables2) {
  const names = tables2.map(({ name }) => name);
  return names.toSorted().slice(0, MAX_NAMED_TABLES);
}
var runDigestSchema = object({
  schemaVersion: literal(RECORD_VERSION),
  run: run2.pick({ number: true, startedAt: true, durationMs: true, commit: true, status: true }),
  // Histories that were written before the next two were there do not say which database it was.
  source: source2.pick({ path: true }).nullable().default(null),
  tables: array(tables.element.pick({ name: true })).default([]),
  // Nor do they say whether it was a database that was there.
  target: target2.pick({ schema: true }).nullable().default(null),
  result,
  summary: summary2,
  issues: array(
    issues.element.pick({
      id: true,
      category: true,
      priority: true,
      state: true,
      firstSeenRun: true,
      table: true,
      declaredType: true,
      targetType: true,
      rows: true,
      message: true
    }).extend({ column: issues.element.shape.column.default(null) })
  )
});
function toRunDigest(record2) {
  const digest = runDigestSchema.parse(record2);
  return { ...digest, tables: knownBy(digest.tables).map((name) => ({ name })) };
}

// src/stages/record/history.ts
var EMPTY_HISTORY = { runs: [], notes: [] };
var MAX_RUNS = 500;
async function readHistory(file) {
  const lines = await readLines(file);
  const runs = [];
  const notes = [];
  for (const [index, line] of lines.entries()) {
    const digest = parseDigest(line);
    if (digest !== null) runs.push(digest);
    else notes.push(noteFor(file, index, index === lines.length - 1));
  }
  if (runs.length === 0 && lines.length > 1) throw noHistory(file);
  return { runs, notes };
}
function noHistory(file) {
  return new RehearsalError("record-unreadable", `${file} is not the history of earlier runs.`, {
    hint: "Name another file with --history; this one would be written over."
  });
}
function parseHistory(text) {
  const runs = linesOf(text).map(parseDigest);
  return runs.filter((run3) => run3 !== null).slice(-MAX_RUNS);
}
function joinHistories(histories) {
  const keyOf = ({ run: run3, source: source3 }) => JSON.stringify([run3.startedAt, run3.commit, source3?.path ?? null]);
  const unique = new Map(histories.flat().map((digest) => [keyOf(digest), digest]));
  return [...unique.values()].toSorted((a, b) => compare(a.run.startedAt, b.run.startedAt)).slice(-MAX_RUNS);
}
function renderHistory(runs) {
  return joinHistories([runs]).map((digest) => `${JSON.stringify(digest)}
`).join("");
}
async function appendHistory(file, record2) {
  const lines = [...await readLines(file), JSON.stringify(toRunDigest(record2))];
  const runs = lines.filter((line) => parseDigest(line) !== null);
  const leaving = new Set(runs.slice(0, Math.max(0, runs.length - MAX_RUNS)));
  const staying = lines.filter((line) => !leaving.has(line));
  await replaceFile(file, `${staying.join("\n")}
`, "--history");
}
async function readLines(file) {
  try {
    const text = (await readRegularFile(file)).toString("utf8");
    return linesOf(text);
  } catch (cause) {
    if (errorCode(cause) === "ENOENT") return [];
    throw new RehearsalError("record-unreadable", `Cannot read the history ${file} (${errorCode(cause)}).`, {
      hint: "Give a file that can be read with --history, or remove it to begin a new history.",
      cause
    });
  }
}
function linesOf(text) {
  return text.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => line.trim() !== "");
}
function parseDigest(line) {
  try {
    const digest = runDigestSchema.parse(JSON.parse(line));
    return digest.run.number < Number.MAX_SAFE_INTEGER ? digest : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError) return null;
    throw error;
  }
}
function noteFor(file, index, last) {
  const why = last ? "is not a run; the write may have been cut off" : "is not a run that this version knows";
  return `${file}, line ${index + 1} ${why}. It was passed over and kept.`;
}

// src/stages/record/parse-run-record.ts
init_rehearsal_error();
function parseRunRecord(text) {
  const json = parseJson(text);
  refuseOtherVersion(json);
  const parsed = runRecordSchema.safeParse(json);
  if (!parsed.success) {
    throw unreadable(`The record has not the form of a run record:
${prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("The record is not JSON; it may have been cut off.");
  }
}
function refuseOtherVersion(json) {
  const version = object({ schemaVersion: int() }).safeParse(json);
  if (!version.success) throw unreadable("The file is JSON, but not a run record: it has no schemaVersion.");
  if (version.data.schemaVersion === RECORD_VERSION) return;
  throw new RehearsalError(
    "record-unreadable",
    `The record has schema version ${version.data.schemaVersion}; this pg-rehearsal reads version ${RECORD_VERSION}.`,
    { hint: "Read it with the version of pg-rehearsal that wrote it, or a newer one." }
  );
}
function unreadable(message) {
  return new RehearsalError("record-unreadable", message, {
    hint: "Give the record.json that a rehearsal wrote."
  });
}

export {
  iso_exports,
  FAIL_ON,
  readRegularFile,
  readGivenFile,
  visibleText,
  makeFolder,
  replaceFile,
  UNLOGGED,
  recordPerformance,
  RECORD_VERSION,
  knownBy,
  EMPTY_HISTORY,
  readHistory,
  parseHistory,
  joinHistories,
  renderHistory,
  appendHistory,
  remedyText,
  lossColumns,
  querySummary,
  worstFirst,
  isRemarkable,
  queryCells,
  QUERY_TITLES,
  verdictOf,
  gateText,
  verdictWords,
  escapeMarkdown,
  linesToMarkdown,
  escapeHtml2 as escapeHtml,
  idInSettings,
  formatKey,
  formatSeconds,
  formatTime,
  TEMPLATE_TITLES,
  fillTestRunTemplate,
  waivedLines,
  largest,
  renderHtml,
  markdownTable,
  terminalText,
  idText,
  textWidth,
  cutText2 as cutText,
  wrapText,
  renderDetails,
  folded,
  renderTemplate,
  renderWarnings,
  renderMarkdown,
  parseRunRecord
};
