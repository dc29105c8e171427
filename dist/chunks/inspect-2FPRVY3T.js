import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  schemaSource
} from "./chunk-TZWGLIBX.js";
import {
  READERS,
  StageClock,
  arrivingValue,
  computedFrom,
  constantOfDefault,
  declaresCast,
  deriveSchema,
  hasOwnDefault,
  inMain,
  isCoreDataTable,
  lengthLimit,
  mergeIssues,
  namesColumn,
  newValue,
  readSource,
  registerRemedyFunctions,
  resolveIssues,
  snapshotOptions,
  typeInTarget,
  withSnapshot,
  withoutToldMismatches
} from "./chunk-EAZBQWOY.js";
import "./chunk-ATVV6N3H.js";
import "./chunk-JEJQDPT6.js";
import "./chunk-FQ3Z6WZN.js";
import {
  renderDdl
} from "./chunk-YOOFPADQ.js";
import {
  escapeBrackets
} from "./chunk-AZK3MJLL.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-3LTCWK5K.js";
import "./chunk-J4VUKYDV.js";
import {
  LEAST_MILLISECONDS,
  hasForm,
  integersUnit,
  mixedEpochs,
  numbersUnit
} from "./chunk-IE3QE5DE.js";
import {
  sameName
} from "./chunk-5VA3CDFC.js";
import {
  amount
} from "./chunk-D4TW372C.js";
import {
  issueId
} from "./chunk-GGAEXMQ7.js";
import "./chunk-H32F656T.js";
import "./chunk-AJR6PP63.js";
import "./chunk-7ICMUGGX.js";
import "./chunk-DEE53WNT.js";
import {
  quoteIdentifier
} from "./chunk-76LBD5FE.js";
import "./chunk-D2TH455S.js";
import {
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-7VKMMJYT.js";
import "./chunk-BPQJ7PEJ.js";
import "./chunk-SOGSMY6K.js";
import "./chunk-GZWC464I.js";

// src/stages/remedy/is-in-unique-key.ts
function isInUniqueKey({ primaryKey, uniques, indexes }, { name }) {
  const own = primaryKey === null ? [] : [primaryKey];
  const keys = [...own, ...uniques, ...indexes.filter(({ unique }) => unique)];
  return keys.some(({ parts }) => parts.some(({ column }) => column === name));
}

// src/stages/remedy/subject-of.ts
function subjectOf(found, { tables }) {
  const table = tables.find(({ name }) => name === found.table);
  const column = table?.columns.find(({ name }) => name === found.column);
  const isKey = table?.primaryKey?.parts.some((part) => part.column === found.column) === true;
  return { table, column: isKey && column !== void 0 ? { ...column, notNull: true } : column };
}

// src/stages/remedy/cast-of-numbers.ts
function castOfNumbers(profile) {
  const { integerMin, integerMax, realMin, realMax } = profile;
  if (profile.reals > 0 && profile.reals === profile.realsLikeSeconds && numbersUnit(profile) === "seconds")
    return "epoch-seconds";
  if (integerMin === null || integerMax === null) {
    return realMin !== null && realMax !== null && within(realMin, realMax, JULIAN) ? "julian-day" : null;
  }
  if (profile.reals > 0) return null;
  const unit = integersUnit(profile);
  if (unit !== null) return `epoch-${unit}`;
  const found = RANGES.find(([, range]) => within(integerMin, integerMax, range));
  return found?.[0] ?? null;
}
function likelyCast(profile) {
  const unit = mixedEpochs(profile)?.majority;
  if (unit !== void 0) return `epoch-${unit}`;
  return (profile.integerMax ?? 0n) >= LEAST_MILLISECONDS ? "epoch-milliseconds" : "epoch-seconds";
}
var JULIAN = [2415020, 25e5];
var RANGES = [
  ["epoch-microseconds", [1e14, 41024448e8]],
  ["epoch-nanoseconds", [1e17, 41024448e11]],
  ["compact-date", [19000101, 21001231]],
  ["compact-date", [19000101e6, 21001231235959]],
  ["julian-day", JULIAN]
];
function within(min, max, [from, to]) {
  return min >= from && max <= to;
}

// src/stages/remedy/quoted.ts
function quoted(text) {
  return escapeBrackets(JSON.stringify(text));
}

// src/stages/remedy/takes-all-values.ts
function takesAllValues(type, profile) {
  const { integers, reals, texts, blobs, textsWithNul, textsInvalidUtf8 } = profile;
  switch (type.kind) {
    case "text":
      return blobs + textsWithNul + textsInvalidUtf8 === 0;
    case "bigint":
      return reals + texts + blobs === 0;
    case "double precision":
    case "numeric":
      return texts + blobs === 0;
    case "bytea":
      return integers + reals === 0;
    default:
      return false;
  }
}

// src/stages/remedy/suggestion.ts
function asked(action, does) {
  return { lines: linesOf(action), does, open: false };
}
function open(action, does) {
  return { lines: linesOf(action), does, open: true };
}
function castTo(from, does) {
  return asked(`cast, from: ${from}`, does);
}
function linesOf(action) {
  return `do: ${action}`.split(", ");
}
function misfit(column, type) {
  if (column !== void 0 && type !== null && takesAllValues(type, column.profile)) return null;
  if (column !== void 0 && !column.notNull) return open("'null'", "sets the values to NULL: they are lost");
  return column?.defaultText == null ? open("drop-row", 'drops the rows; or "do: replace" with a value') : open("default", "replaces the values by the DEFAULT of the column: they are lost");
}

// src/stages/remedy/suggest-for-orphans.ts
function suggestForOrphans(found, table, column, catalog) {
  const key = foreignKeyOf(found, table);
  return parentSpelling(key, table, catalog) ?? ofOrphans(key, column);
}
function ofOrphans(key, column) {
  switch (key?.onDelete) {
    case "CASCADE":
      return asked("drop-row", "drops the rows, as ON DELETE CASCADE would have done with their parents");
    case "SET NULL":
      return column === void 0 || column.notNull ? open("drop-row", "drops the rows") : asked("'null'", "sets the reference to NULL, as ON DELETE SET NULL would have done");
    case "SET DEFAULT":
      return column?.defaultText == null ? open("drop-row", "drops the rows") : asked("default", "takes the DEFAULT, as ON DELETE SET DEFAULT would have done");
    default:
      return column !== void 0 && !column.notNull ? open("drop-row", `drops the rows; "do: 'null'" keeps them without a parent`) : open("drop-row", "drops the rows; or restore their parents in the source");
  }
}
function parentSpelling(key, table, catalog) {
  const parent = catalog.tables.find(({ name: name2 }) => sameName(name2, key?.parentTable ?? ""));
  const [own = "", ...others] = key?.columns ?? [];
  const wanted = parent?.columns.find(({ name: name2 }) => sameName(name2, key?.parentColumns?.[0] ?? ""));
  const isFolded = wanted?.collation === "NOCASE" || wanted?.collation === "RTRIM";
  if (table === void 0 || parent === void 0 || !isFolded || others.length > 0) return null;
  const child = `${quoteIdentifier(table.name)}.${quoteIdentifier(own)}`;
  const name = `p.${quoteIdentifier(wanted.name)}`;
  const spelled = `select ${name} from ${quoteIdentifier(parent.name)} as p where ${name} = ${child}`;
  return {
    lines: ["do: sql", `expression: ${quoted(`coalesce((${spelled}), ${child})`)}`],
    does: "gives the children the spelling of their parents; those that have none stay an issue",
    open: true
  };
}
function foreignKeyOf({ column, object }, table) {
  const keys = table?.foreignKeys ?? [];
  return keys.find(({ name }) => name !== null && name === object) ?? keys.find(({ columns }) => columns.length === 1 && columns[0] === column) ?? keys.find(({ columns }) => object === `${table?.name}_${columns.join("_")}_fkey`);
}

// src/stages/remedy/suggestion-of.ts
var WAIVED_CODES = /* @__PURE__ */ new Set([
  "view-not-migrated",
  "trigger-not-migrated",
  "virtual-table-not-migrated",
  "nocase-collation",
  "rtrim-collation",
  "custom-collation",
  "check-not-translated",
  "index-not-translated",
  "on-conflict-clause",
  "default-not-translated",
  "generated-column-not-translated"
]);
var WITHOUT_VALUES = /* @__PURE__ */ new Set(["do: drop-row", "do: rename", "do: skip"]);
function suggestionOf(found, catalog, schema) {
  const { table, column } = subjectOf(found, catalog);
  const suggestion = suggestionFor(found, catalog, table, column, schema);
  const isComputed = column !== void 0 && column.generated !== null;
  return isComputed && !WITHOUT_VALUES.has(suggestion?.lines[0] ?? "") ? null : suggestion;
}
function suggestionFor(found, catalog, table, column, schema) {
  const type = typeInTarget(schema, found.table, found.column);
  switch (found.code) {
    case "foreign-key-orphans":
      return suggestForOrphans(found, table, column, catalog);
    case "duplicate-key":
      return open("drop-row", "drops all equal rows but the first: choose, or mend them in the source");
    case "check-violated":
    case "null-in-primary-key":
      return open("drop-row", "drops the rows");
    case "null-in-not-null":
      return column?.defaultText == null ? open("drop-row", "drops the rows; the column has no DEFAULT that could fill them") : asked("default", "fills the rows with the DEFAULT of the column");
    case "varchar-overflow":
      return open("truncate", "cuts the texts at the declared length: the rest is lost");
    case "sub-microsecond":
      return found.priority === "LOW" ? null : open("truncate", "cuts the decimals after the sixth: they are lost");
    case "nul-in-text":
      return ofNul(column, type);
    case "invalid-utf8":
      return open("strip", "removes the bytes that are no UTF-8: letters of another encoding are lost");
    case "boolean-spelling":
      return column === void 0 || mayBeTruth(column) ? castTo("boolean", READS_WORDS) : misfit(column, type);
    case "invalid-uuid":
      return column === void 0 ? null : ofUuids(column);
    case "uuid-bytes":
      if (found.priority === "HIGH") return open("cast, from: uuid-bytes", READS_UUID_BYTES);
      return column !== void 0 && DECLARED_UUID.test(column.declaredType) ? ofUuids(column) : null;
    case "date-encoding":
    case "date-encoding-unknown":
      if (table !== void 0 && isCoreDataTable(table)) return open(CORE_DATA_CAST, READS_CORE_DATA);
      if (column !== void 0 && DECLARED_TIME.test(column.declaredType)) return ofNumbersInTime(column);
      return column === void 0 || found.code === "date-encoding" ? null : ofNumbers(column);
    case "date-encodings-mixed":
      if (column === void 0) return null;
      if (DECLARED_TIME.test(column.declaredType)) return misfit(column, type);
      return ofMixedEpochs(column) ?? ofNumbers(column);
    case "declared-type-not-followed":
      return column === void 0 || found.rows === 0 ? null : ofDeclared(column, type);
    case "wrong-storage-class":
      return column !== void 0 && column.profile.texts > 0 && declaresCast("number", column) ? castTo("number", READS_NUMBERS) : misfit(column, type);
    case "invalid-date":
      return (column === void 0 ? null : ofTime(column)) ?? misfit(column, type);
    case "blob-in-text":
      return found.priority === "HIGH" || column === void 0 ? misfit(column, type) : ofTextualBlobs(column);
    case "invalid-json":
    case "binary-in-text":
      return misfit(column, type);
    case "text-in-blob":
      return open("cast, from: hex", "reads the texts as hexadecimal digits (or, from: base64)");
    case "decimal-overflow":
    case "non-finite-number":
    case "integer-beyond-64-bits":
      return open("clamp", "takes the nearest number that the column holds");
    case "reserved-column-name":
    case "identifier-too-long":
    case "empty-identifier":
      return found.object === null ? ofName(found, schema) : null;
    case "foreign-key-parent-missing":
    case "foreign-key-parent-not-unique":
    case "foreign-key-type-mismatch":
      return open("skip", "leaves the foreign key out: its rule is gone");
    default:
      return null;
  }
}
var CORE_DATA_CAST = "cast, from: core-data-seconds";
var READS_CORE_DATA = "reads the numbers as seconds since 2001, as Core Data counts, to the microsecond";
var READS_WORDS = "reads yes and no, on and off, and other words as true and false";
var READS_UUID_BYTES = "reads 16 bytes as a UUID, in the order of RFC 9562; .NET has another";
var READS_NUMBERS = "reads texts like 1,234.50 as numbers; what is none is left";
function ofNumbers({ profile }) {
  const from = castOfNumbers(profile);
  const likely = likelyCast(profile);
  return from === null ? open(
    `cast, from: ${likely}`,
    `reads the numbers as ${likely.slice("epoch-".length)} since 1970; or as what they are`
  ) : castTo(from, `reads the numbers as ${from}`);
}
var DECLARED_TIME = /^time(?![\s_]*stamp)/i;
function ofNumbersInTime({ profile }) {
  const from = castOfNumbers(profile);
  const does = "reads the numbers as moments, each with its day, and the column is one of moments then";
  return from === null ? null : open(`cast, from: ${from}`, does);
}
function ofMixedEpochs({ name, profile }) {
  const mixed = mixedEpochs(profile);
  if (mixed === null || profile.texts + profile.reals > 0) return null;
  const value = quoteIdentifier(name);
  const toSeconds = mixed.majority === "seconds";
  const expression = toSeconds ? `iif(${value} % 1000 = 0, ${value} / 1000, ${value})` : `${value} * 1000`;
  return {
    lines: ["do: sql", `expression: ${quoted(expression)}`],
    does: toSeconds ? "makes seconds of the milliseconds; those with a part of a second are left" : "makes milliseconds of the seconds",
    open: true
  };
}
function ofTextualBlobs({ name }) {
  const value = quoteIdentifier(name);
  const expression = `iif(typeof(${value}) = 'blob', cast(${value} as text), ${value})`;
  return {
    lines: ["do: sql", `expression: ${quoted(expression)}`],
    does: "makes texts of the blobs, where the source is in UTF-8; without it they arrive as texts too",
    open: true
  };
}
function ofNul(column, type) {
  if (type?.kind === "bytea" && column?.affinity !== "TEXT") return null;
  return column !== void 0 && column.profile.textsInvalidUtf8 > 0 ? open("strip", "removes U+0000 and the bytes that are no UTF-8: letters of another encoding are lost") : asked("strip", "removes U+0000, which no text of PostgreSQL can hold; every other character stays");
}
function mayBeTruth({ profile }) {
  return profile.texts + profile.blobs + profile.reals > 0 || profile.integerMin === -1n;
}
var DECLARED_UUID = /uuid|guid|uniqueidentifier/i;
function ofUuids({ profile }) {
  const { texts, blobs, longestBlobBytes, textForms } = profile;
  if (blobs > 0 && longestBlobBytes === 16) return open("cast, from: uuid-bytes", READS_UUID_BYTES);
  return blobs === 0 && texts > textForms.uuid ? castTo("uuid", "gives every spelling of a UUID the canonical form") : null;
}
function ofTime({ name, declaredType, profile }) {
  if (!DECLARED_TIME.test(declaredType) || profile.textForms.timestamp === 0) return null;
  const expression = quoted(`substr(${quoteIdentifier(name)}, 12)`);
  return {
    lines: ["do: sql", `expression: ${expression}`],
    does: "keeps the time without the day that stands before it",
    open: true
  };
}
function ofDeclared(column, type) {
  const { texts, textForms } = column.profile;
  if (texts === 0 || type?.kind !== "text") return null;
  if (declaresCast("boolean", column)) return castTo("boolean", READS_WORDS);
  if (declaresCast("day-first-date", column))
    return textForms.other === 0 ? null : open("cast, from: day-first-date", "reads 31/12/2020 as a date (or, from: month-first-date)");
  return declaresCast("number", column) ? castTo("number", READS_NUMBERS) : null;
}
function ofName({ table, column }, schema) {
  const target = schema.tables.find(({ source }) => source === table);
  const name = column === null ? target?.name : target?.columns.find(({ source }) => source === column)?.name;
  if (name === void 0) return null;
  return {
    lines: ["do: rename", `to: ${quoted(name)}`],
    does: "gives it this name in the target",
    open: false
  };
}

// src/stages/remedy/survey-casts.ts
var LONGEST_READ = 1e3;
function surveyCasts(snapshot, issues, catalog, schema) {
  const surveys = /* @__PURE__ */ new Map();
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]));
  const database = snapshot.open();
  try {
    for (const found of issues) {
      const suggestion = suggestionOf(found, catalog, schema);
      const from = suggestion === null ? [] : candidates(found, suggestion);
      const where = wheres.get(issueId(found)) ?? null;
      const { table, column } = subjectOf(found, catalog);
      if (from.length === 0 || where === null || table === void 0 || column === void 0) continue;
      const survey = best(from.map((source) => surveyRows(database, table, column, source, where)));
      if (survey !== null) surveys.set(issueId(found), survey);
    }
  } finally {
    database.close();
  }
  return surveys;
}
var BYTES_OF_TEXTS = ["hex", "uuid-text", "base64"];
function candidates({ code }, { lines, open: open2 }) {
  const from = castOf(lines);
  if (from !== null && code === "text-in-blob") return BYTES_OF_TEXTS;
  return from === null || open2 ? [] : [from];
}
function best(surveys) {
  const known = surveys.filter((survey) => survey !== null);
  return known.toSorted((a, b) => b.read - a.read)[0] ?? null;
}
function castOf([first, second = ""]) {
  const from = second.replace("from: ", "");
  return first === "do: cast" && from in READERS ? from : null;
}
function surveyRows(database, table, column, from, where) {
  const value = quoteIdentifier(column.name);
  const isText = `typeof(${value}) = 'text'`;
  const bare = `ltrim(trim(${value}), '+-')`;
  const hasComma = `${bare} glob '[0-9]*,*[0-9]' and ${bare} not glob '*[^0-9,]*' and ${bare} not glob '*,*,*'`;
  const isShort = BYTES_OF_TEXTS.includes(from) ? "1" : `octet_length(${value}) <= ${LONGEST_READ}`;
  const options = { deterministic: true, directOnly: true };
  database.function("is_read", options, (given) => READERS[from](given) === null ? 0 : 1);
  database.function("as_read", options, (given) => READERS[from](given));
  try {
    const [rows, read, empty, commas] = database.prepare(`
        select count(*),
               total(iif(${isShort}, is_read(${value}), 0)),
               total(${isText} and trim(${value}) = ''),
               total(${isText} and ${hasComma})
          from ${inMain(table.name)} not indexed
         where ${where}`).raw().get() ?? [0, 0, 0, 0];
    const counts = {
      from,
      rows: Number(rows),
      read: Number(read),
      empty: Number(empty),
      commas: Number(commas)
    };
    return { ...counts, collides: isInUniqueKey(table, column) && makesEqual(database, table, value) };
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}
function makesEqual(database, { name }, value) {
  const read = `iif(octet_length(${value}) <= ${LONGEST_READ}, as_read(${value}), null)`;
  const compared = (side) => `count(distinct iif(${hasForm(side, MOMENTS)}, ${arrivingValue(side, MOMENT)}, ${side}) collate binary)`;
  const sql = `
    select ${compared("before")} > ${compared("behind")}
      from (select ${value} as before, ifnull(${read}, ${value}) as behind from ${inMain(name)} limit -1)`;
  return Number(database.prepare(sql).pluck().get()) === 1;
}
var MOMENTS = ["date", "timestamp", "timestamp-utc", "timestamp-offset"];
var MOMENT = { kind: "timestamptz", misfit: null, padded: false, utf16: false };

// src/stages/remedy/leave-keys-to-owner.ts
function leaveKeysToOwner(suggestion, found, { tables }, survey) {
  const table = tables.find(({ name }) => name === found.table);
  if (table === void 0) return suggestion;
  const [action] = suggestion.lines;
  if (action === "do: drop-row") {
    const children2 = tables.filter(({ foreignKeys }) => foreignKeys.some((key) => refersTo(key, table)));
    return children2.length === 0 ? suggestion : warned(suggestion, `Rows that refer to them become orphans (${namesOf(children2)})`);
  }
  const column = table.columns.find(({ name }) => name === found.column);
  if (column === void 0 || action === "do: rename" || action === "do: skip") return suggestion;
  const children = childrenOf(suggestion, found, table, column, tables);
  const orphans = children.length === 0 ? null : `Rows could become orphans, as a foreign key compares the values (${namesOf(children)})`;
  const equals = !suggestion.open && isInUniqueKey(table, column) && couldCollide(suggestion, survey) ? "Values could become equal that must be unique: such rows are left" : null;
  if (orphans === null && equals === null) return suggestion;
  const warnings = [orphans, equals].filter((warning) => warning !== null);
  return { ...warned(suggestion, warnings.join(". ")), open: true };
}
function warned(suggestion, warning) {
  return { ...suggestion, does: `${suggestion.does}. ${warning}` };
}
function childrenOf({ lines: [action] }, { code }, table, column, tables) {
  const holds = (names) => names?.some((name) => sameName(name, column.name)) === true;
  const keepsParents = code === "foreign-key-orphans" || action === "do: 'null'";
  return tables.filter(
    (child) => child.foreignKeys.some(
      (key) => refersTo(key, table) && holds(key.parentColumns) || child === table && !keepsParents && holds(key.columns) && tables.some((other) => refersTo(key, other))
    )
  );
}
function refersTo({ parentTable }, { name }) {
  return sameName(parentTable, name);
}
function couldCollide({ lines }, survey) {
  if (lines[0] === "do: 'null'") return false;
  return castOf(lines) === null || survey?.collides !== false;
}
function namesOf(tables) {
  return tables.map(({ name }) => name).join(", ");
}

// src/stages/remedy/review-cast.ts
var CASTS_OF_VALUES = /* @__PURE__ */ new Set(["from: number", "from: boolean", "from: uuid"]);
var OF_BYTES = {
  hex: "reads the texts as hexadecimal digits, if they are that",
  "uuid-text": "reads the texts as UUIDs, and gives their 16 bytes",
  base64: "reads the texts as Base64, if they are that"
};
function reviewCast(suggestion, { from: source, rows, read, empty, commas }, column, type) {
  const from = `from: ${source}`;
  if (from === "from: number" && commas > read && commas + empty === rows) {
    return ofCommas(column, empty, read > 0);
  }
  const cast = { ...suggestion, lines: ["do: cast", from], does: OF_BYTES[source] ?? suggestion.does };
  const strange = OF_NUMBERS.has(source) ? neitherDates(column) : 0;
  if (read === rows && strange > 0) {
    const left = `${amount(strange, "other value")} of the column could be no ${strange === 1 ? "date" : "dates"}`;
    return { ...cast, does: `${cast.does}; ${left}`, open: true };
  }
  if (read === rows) return cast;
  if (read > 0) {
    const left = `it cannot read ${amount(rows - read, "row")}, which ${rows - read === 1 ? "stays" : "stay"} an issue`;
    return { ...cast, does: `${cast.does}; ${left}`, open: true };
  }
  if (!CASTS_OF_VALUES.has(from)) return null;
  return empty === rows && !column.notNull ? open("'null'", "sets the empty texts to NULL") : misfit(column, type);
}
var OF_NUMBERS = /* @__PURE__ */ new Set([
  "epoch-seconds",
  "epoch-milliseconds",
  "epoch-microseconds",
  "epoch-nanoseconds",
  "julian-day",
  "compact-date"
]);
function neitherDates({ profile: { blobs, textForms } }) {
  return blobs + textForms.other + textForms.boolean + textForms.uuid + textForms.time + textForms["time-offset"] + textForms["time-nano"];
}
function ofCommas({ name, notNull }, empty, isUnsure) {
  const does = "makes numbers of decimals with a comma, such as 12,50";
  const warning = isUnsure ? "; 1,234 becomes 1.234" : "";
  if (empty > 0 && !notNull) {
    const expression = `nullif(replace(trim(${quoteIdentifier(name)}), ',', '.'), '')`;
    return {
      lines: ["do: sql", `expression: ${quoted(expression)}`],
      does: `${does}, and NULL of empty texts${warning}`,
      open: true
    };
  }
  const left = empty > 0 ? `; ${amount(empty, "empty text")} cannot be NULL and will stay an issue` : "";
  return {
    lines: ["do: replace", "find: ','", "with: '.'"],
    does: `${does}${warning}${left}`,
    open: isUnsure
  };
}

// src/stages/remedy/survey-defaults.ts
function surveyDefaults(snapshot, issues, catalog, schema) {
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]));
  const database = snapshot.open();
  try {
    const useless = issues.filter((found) => {
      const where = wheres.get(issueId(found)) ?? null;
      const { table, column } = subjectOf(found, catalog);
      const [action = ""] = suggestionOf(found, catalog, schema)?.lines ?? [];
      return where !== null && table !== void 0 && column !== void 0 && MAY_BECOME_DEFAULT.has(action) && isFoundWithDefault(database, table, column, where);
    });
    return new Set(useless.map(issueId));
  } finally {
    database.close();
  }
}
var MAY_BECOME_DEFAULT = /* @__PURE__ */ new Set(["do: default", "do: cast"]);
function isFoundWithDefault(database, table, column, where) {
  const value = newValue({ do: "default" }, column, null);
  if ("obstacle" in value) return false;
  const columns = table.columns.map(
    ({ name }) => `${name === column.name ? stored("d", column.affinity) : "null"} as ${quoteIdentifier(name)}`
  );
  try {
    const found = database.prepare(`
        select exists (select 1
                         from (select ${columns.join(", ")} from (select ${value.sql} as d)) as ${quoteIdentifier(table.name)}
                        where ${where})`).pluck().get();
    return Number(found) === 1;
  } catch (error) {
    if (sqliteResultCode(error) !== "SQLITE_ERROR") throw error;
    return false;
  }
}
function stored(value, affinity) {
  switch (affinity) {
    case "BLOB":
      return value;
    case "TEXT":
      return `iif(typeof(${value}) in ('integer', 'real'), cast(${value} as text), ${value})`;
    case "INTEGER":
    case "NUMERIC":
    case "REAL": {
      const number = `cast(${value} as ${affinity === "REAL" ? "real" : "numeric"})`;
      return `iif(typeof(${value}) <> 'blob' and ${number} = ${value}, ${number}, ${value})`;
    }
    default:
      return affinity;
  }
}

// src/stages/remedy/survey-effects.ts
function surveyEffects(snapshot, issues, catalog, schema) {
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]));
  const effects = /* @__PURE__ */ new Map();
  const database = snapshot.open();
  try {
    registerRemedyFunctions(database, snapshot.encoding);
    for (const found of issues) {
      const { table, column } = subjectOf(found, catalog);
      const suggestion = suggestionOf(found, catalog, schema);
      const action = suggestion === null ? null : actionOf(suggestion);
      const where = wheres.get(issueId(found)) ?? null;
      if (action === null || where === null || table === void 0 || column === void 0) continue;
      const effect = effectOf(database, { table, column, where, action, schema });
      if (effect !== null) effects.set(issueId(found), effect);
    }
  } finally {
    database.close();
  }
  return effects;
}
function actionOf({ lines }) {
  const [action, second = ""] = lines;
  const from = castOf(lines);
  if (from !== null) return { do: "cast", from };
  if (action === "do: truncate") return { do: "truncate", length: null };
  if (action === "do: clamp") return { do: "clamp", min: null, max: null };
  if (action === "do: strip") return { do: "strip", characters: null };
  if (action === "do: sql") return { do: "sql", expression: JSON.parse(second.replace("expression: ", "")) };
  return null;
}
function effectOf(database, { table, column, where, action, schema }) {
  const type = typeInTarget(schema, table.name, column.name);
  const value = newValue(action, column, type);
  if ("obstacle" in value) return "none";
  const old = quoteIdentifier(column.name);
  const differs = "typeof(new) <> typeof(old) or new is not old collate binary";
  const isAny = (rows, condition) => {
    const found = database.prepare(`
        select exists (select 1
                         from (select ${old} as old, ${value.sql} as new
                                 from ${inMain(table.name)} not indexed
                                where ${rows}
                                limit -1)
                        where ${condition})`).pluck().get();
    return Number(found) === 1;
  };
  const limit = action.do === "strip" ? lengthLimit(column, type) : null;
  try {
    if (limit !== null && isAny(where, `typeof(new) = 'text' and length(new) > ${limit}`)) return "too-long";
    if (isAny(where, differs)) return null;
    if (action.do !== "cast") return "none";
    const isRead = `read_as('${action.from}', ${old}) is not null`;
    return isAny("1", differs) || isAny(`(${where}) and ${isRead}`, "1") ? null : "none";
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}

// src/stages/remedy/survey.ts
var NO_SURVEY = { casts: /* @__PURE__ */ new Map(), uselessDefaults: /* @__PURE__ */ new Set(), effects: /* @__PURE__ */ new Map() };
function surveyRemedies(snapshot, issues, catalog, schema) {
  return {
    casts: surveyCasts(snapshot, issues, catalog, schema),
    uselessDefaults: surveyDefaults(snapshot, issues, catalog, schema),
    effects: surveyEffects(snapshot, issues, catalog, schema)
  };
}

// src/stages/remedy/written-for-values.ts
function leaveCastToOwner(suggestion, table, column) {
  if (suggestion.open || castOf(suggestion.lines) === null) return suggestion;
  const [first, ...others] = writtenForValues(suggestion, table, column);
  if (first === void 0) return suggestion;
  const are = others.length === 0 ? "is" : "are";
  return {
    ...suggestion,
    does: `${suggestion.does}; but ${[first, ...others].join(", ")} ${are} written for the values as they are`,
    open: true
  };
}
function writtenForValues({ lines }, table, column) {
  const reads = (sql) => sql !== null && namesColumn(sql, column.name);
  const isExpression = ({ expression }) => reads(expression);
  return [
    ...computedFrom(table, column).map(({ name }) => `the generated column ${name}`),
    ...table.checks.filter(({ expression }) => reads(expression)).map(({ name }) => `the CHECK ${name ?? ""}`.trim()),
    ...table.indexes.filter(({ parts, where }) => reads(where) || parts.some(isExpression)).map(({ name }) => `the index ${name}`),
    ...losesDefault(lines, column) ? ["the DEFAULT"] : []
  ];
}
function losesDefault(lines, column) {
  const from = castOf(lines);
  if (from === null || !hasOwnDefault(column)) return false;
  const value = constantOfDefault(column);
  return value === null || READERS[from](value) === null;
}

// src/stages/remedy/suggest-remedies.ts
function suggestRemedies(issues, catalog, schema, survey = NO_SURVEY) {
  const entries = issues.flatMap((found) => {
    const suggestion = reviewed(suggestionOf(found, catalog, schema), found, catalog, schema, survey);
    return suggestion === null || WAIVED_CODES.has(found.code) ? [] : remedyEntry(found, suggestion);
  });
  const isAny = entries.some((line) => line.startsWith("  -"));
  const waivers = issues.filter(({ code }) => WAIVED_CODES.has(code));
  return [
    ...HEAD,
    "",
    ...entries.length === 0 ? [] : [isAny ? "remedies:" : "# remedies:", ...entries],
    ...waivers.length === 0 ? [] : ["", ...WAIVERS, ...waivers.flatMap(waiverEntry)]
  ].join("\n").trimEnd().concat("\n");
}
var HEAD = [
  "# Proposed by pg-rehearsal inspect --suggest. Remedies change a private copy; the source stays as it is.",
  "# The first remedy that matches an issue counts. What is a comment loses data, can break keys, does not mend every",
  '# row, or is one choice of several: read it, and take away its "# " if you agree, and that of "remedies:".'
];
var WAIVERS = [
  "# Issues that you accept for a time, because the application takes care of them:",
  "# waivers:"
];
function reviewed(suggestion, found, catalog, schema, { casts, uselessDefaults, effects }) {
  const id = issueId(found);
  const cast = casts.get(id);
  const { table, column } = subjectOf(found, catalog);
  if (suggestion === null || table === void 0) return suggestion;
  if (column === void 0) return leaveKeysToOwner(suggestion, found, catalog, cast);
  const type = typeInTarget(schema, found.table, found.column);
  const able = cast === void 0 ? withEffect(suggestion, effects.get(id), found, column, type) : reviewCast(suggestion, cast, column, type);
  if (able === null) return null;
  const isUseless = able.lines[0] === "do: default" && uselessDefaults.has(id);
  const useful = isUseless ? open("drop-row", NO_BETTER) : leaveCastToOwner(able, table, column);
  return leaveKeysToOwner(useful, found, catalog, cast);
}
function withEffect(suggestion, effect, { priority }, column, type) {
  switch (effect) {
    case void 0:
      return suggestion;
    case "none":
      return castOf(suggestion.lines) !== null && priority === "HIGH" ? misfit(column, type) : null;
    case "too-long":
      return { ...suggestion, does: `${suggestion.does}. ${TOO_LONG}`, open: true };
    default:
      return effect;
  }
}
var TOO_LONG = "Without it some texts are longer than declared, and the target would be text";
var NO_BETTER = 'drops the rows: the DEFAULT of the column would not mend them; or "do: replace" with a value';
function remedyEntry(found, { lines, does, open: open2 }) {
  const rows = found.rows === 0 ? "" : ` (${amount(found.rows, "row")})`;
  const [first, ...rest] = [`issue: ${quoted(issueId(found))}`, ...lines];
  const entry = [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  return [
    `  # ${found.priority}: ${oneLine(found.message)}${rows}`,
    `  # ${oneLine(does)}`,
    ...open2 ? entry.map((line) => `  #${line.slice(1)}`) : entry
  ];
}
function waiverEntry(found) {
  return [
    `#   # ${found.priority}: ${oneLine(found.message)}`,
    `#   - issue: ${quoted(issueId(found))}`,
    "#     reason: \u2026",
    "#     expires: YYYY-MM-DD"
  ];
}
function oneLine(text) {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]+/gu, " ");
}

// src/rehearsal/inspect.ts
async function inspect(settings, context) {
  for (const message of settings.notes) context.emit({ type: "note", message });
  return await withSnapshot(snapshotOptions(settings), context, async (snapshot) => {
    const resolved = await new StageClock(context).run("catalog", null, async () => {
      const source = await readSource(snapshot, settings, context, schemaSource(settings.target) === null);
      return await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context);
    });
    const { catalog, schema, issues } = resolved;
    const examination = await snapshot.examine();
    const found = [...examination.issues, ...catalog.issues, ...issues];
    const all = mergeIssues(withoutToldMismatches(found, schema));
    const survey = surveyRemedies(resolved.snapshot, all, catalog, schema);
    const suggestion = suggestRemedies(all, catalog, schema, survey);
    return { ddl: renderDdl(schema), issues: all, suggestion };
  });
}
export {
  inspect
};
