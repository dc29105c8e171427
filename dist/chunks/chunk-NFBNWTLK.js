import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  LONGEST_READ,
  decimalLimits,
  epochUnit,
  fits,
  highestKey,
  isNull,
  keyExpressions,
  lexSqlite,
  parseDeclaredType,
  quoteIdentifier,
  quoteLiteral,
  rowKey,
  textForm,
  textHasNul,
  textIsInvalidUtf8
} from "./chunk-RXQTIZBU.js";
import {
  MAX_EXAMPLES,
  issue
} from "./chunk-Z6YXVA4E.js";

// src/stages/catalog/locate-rows.ts
function locateRows(snapshot, catalog, planned3) {
  const database = snapshot.open();
  try {
    return planned3.flatMap(({ issue: issue2, rowsWhere }) => {
      const table = catalog.tables.find(({ name }) => name === issue2.table);
      if (rowsWhere === null || table === void 0) return issue2;
      const where = withinReach(rowsWhere, table, issue2.column);
      const rows = issue2.rows === 0 ? countRows(database, table, where) : issue2.rows;
      return rows === 0 ? [] : { ...issue2, rows, examples: firstRows(database, table, where) };
    });
  } finally {
    database.close();
  }
}
function withinReach(where, { columns }, name) {
  const profile = columns.find((column) => column.name === name)?.profile;
  const longest = Math.max(profile?.longestTextBytes ?? 0, profile?.longestBlobBytes ?? 0);
  if (name === null || longest <= LONGEST_READ) return where;
  return `case when octet_length(${quoteIdentifier(name)}) > ${LONGEST_READ} then false else ${where} end`;
}
function countRows(database, table, where) {
  const counted2 = database.prepare(`
    select count(*)
      from ${quoteIdentifier(table.name)} not indexed
     where ${where}`);
  return Number(counted2.pluck().get());
}
function firstRows(database, table, where) {
  const naming = {
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => column === null ? [] : [column]) ?? [],
    rowidName: table.rowidName
  };
  const keys = keyExpressions(naming);
  if (keys.length === 0) return [];
  const rows = database.prepare(`
      select ${keys.join(", ")}
        from ${quoteIdentifier(table.name)} not indexed
       where ${where}
       limit ${MAX_EXAMPLES}`).raw().all();
  return rows.map((values) => rowKey(naming, values));
}

// src/stages/target/followers.ts
function followers(intent, profile, column) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return {
        count: profile.integers + profile.reals,
        predicate: fits({ kind: "decimal", precision: null, scale: null }, column)
      };
    case "text":
      return { count: loadableTexts(profile), predicate: fits({ kind: "rendered", maxLength: null }, column) };
    case "bytes":
      return {
        count: profile.blobs + profile.texts,
        predicate: fits({ kind: "bytes", utf16: false }, column)
      };
    case "boolean":
      return {
        count: profile.integersBoolean + profile.textForms.boolean,
        predicate: fits({ kind: "boolean" }, column)
      };
    case "date":
    case "timestamp":
      return { count: isoTexts(profile), predicate: fits({ kind: "timestamptz" }, column) };
    case "time":
      return { count: profile.textForms.time, predicate: fits({ kind: "time" }, column) };
    case "json":
      return { count: profile.jsons, predicate: fits({ kind: "json" }, column) };
    case "uuid":
      return { count: profile.texts, predicate: `typeof(${column}) in ('null', 'text')` };
    default:
      return intent;
  }
}
function valueCount(profile) {
  return profile.integers + profile.reals + profile.texts + profile.blobs;
}
function isoTexts(profile) {
  const forms = profile.textForms;
  return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"];
}
function loadableTexts(profile) {
  const texts2 = Math.max(0, profile.texts - profile.textsWithNul - profile.textsInvalidUtf8);
  return texts2 + profile.blobsUtf8 + profile.integers + profile.reals;
}

// src/stages/target/comparable-types.ts
function canReference(child, parent) {
  return REFERENCES[parent.kind]?.includes(child.kind) ?? child.kind === parent.kind;
}
var REFERENCES = {
  bigint: ["bigint"],
  numeric: ["bigint", "numeric"],
  "double precision": ["bigint", "numeric", "double precision"],
  text: ["text", "varchar"],
  varchar: ["text", "varchar"],
  json: []
};
function holdsAll(type, profile) {
  const values = valueCount(profile);
  const forms = profile.textForms;
  switch (type.kind) {
    case "bigint":
      return profile.integers === values;
    case "double precision":
      return profile.integers + profile.reals === values && profile.integersBeyondDouble === 0;
    case "numeric":
      return type.precision === null && profile.integers + profile.reals === values;
    case "text":
      return profile.texts === values && profile.textsWithNul === 0 && profile.textsInvalidUtf8 === 0;
    case "varchar":
      return holdsAll({ kind: "text" }, profile) && profile.longestText <= type.length;
    case "bytea":
      return profile.blobs === values;
    case "boolean":
      return profile.integersBoolean + forms.boolean === values;
    case "date":
      return forms.date === values;
    case "time":
      return forms.time === values;
    case "timestamp":
      return forms.date + forms.timestamp === values;
    case "timestamptz":
      return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"] === values;
    case "uuid":
      return forms.uuid === values;
    default:
      return values === 0;
  }
}

// src/stages/target/derived-table.ts
function sameName(a, b) {
  return foldName(a) === foldName(b);
}
function findColumn(table, name) {
  return table.columns.find(({ column }) => sameName(column.name, name));
}
function primaryKeyColumns(table) {
  const parts = table.table.primaryKey?.parts ?? [];
  return parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
}
function primaryKeyHasNull(table) {
  return primaryKeyColumns(table).some(({ column }) => column.profile.nulls > 0);
}
function foldName(name) {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

// src/stages/target/align-foreign-keys.ts
function alignForeignKeys(tables) {
  const links = tables.reduce((sum, { table }) => sum + table.foreignKeys.length, 0);
  let aligned = tables;
  for (let pass = 0; pass <= links; pass++) {
    const next = alignOnce(aligned);
    if (next === aligned) break;
    aligned = next;
  }
  return aligned;
}
function alignOnce(tables) {
  let changed = false;
  const next = tables.map((table) => {
    const parents = parentTypes(table, tables);
    if (parents.size === 0) return table;
    changed = true;
    const columns = table.columns.map((column) => ({ ...column, type: parents.get(column) ?? column.type }));
    return { ...table, columns };
  });
  return changed ? next : tables;
}
function parentTypes(table, tables) {
  const types = /* @__PURE__ */ new Map();
  for (const key of table.table.foreignKeys) {
    const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable));
    key.columns.forEach((name, at) => {
      const column = findColumn(table, name);
      const type = parent && findColumn(parent, key.parentColumns?.[at] ?? "")?.type;
      if (column === void 0 || type === void 0 || column.column.name === table.table.rowidAlias) return;
      if (!canReference(column.type, type) && holdsAll(type, column.column.profile)) types.set(column, type);
    });
  }
  return types;
}

// src/sql/postgres-keywords.ts
var POSTGRES_KEYWORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
  case cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
  freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
  interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
  json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
  localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
  only or order out outer overlaps overlay placing position precision primary real references returning right
  row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where
  window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/)
);

// src/sql/format-identifier.ts
function formatIdentifier(name) {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !POSTGRES_KEYWORDS.has(name);
  return plain ? name : quoteIdentifier(name);
}
function formatQualified(table) {
  return `${formatIdentifier(table.schema)}.${formatIdentifier(table.name)}`;
}

// src/sql/term.ts
function term(sql, type, details = {}) {
  return { sql, type, literal: null, collation: null, collated: false, affinity: null, ...details };
}
var Untranslatable = class extends Error {
  name = "Untranslatable";
};
function isNumber(value) {
  return value.type === "integer" || value.type === "float" || value.type === "decimal";
}
function misplaced(value, needed) {
  const found2 = value.type === "opaque" ? "a value that the engines read differently" : `a value of type ${value.type}`;
  return new Untranslatable(`${found2} stands where ${needed} is needed`);
}
function asCondition(value) {
  if (value.type === "boolean") return value.sql;
  if (value.type === "null") return "NULL::boolean";
  if (isNumber(value)) return `(${value.sql} <> 0)`;
  throw misplaced(value, "a condition");
}
function asNumber(value) {
  if (value.type === "boolean") return term(`(${value.sql})::integer`, "integer");
  if (isNumber(value) || value.type === "null") return value;
  throw misplaced(value, "a number");
}
function asText(value) {
  if (value.type === "text" || value.type === "null") return value;
  if (value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (value.type === "boolean") return term(`((${value.sql})::integer)::text`, "text");
  throw misplaced(value, "a text");
}
function unify(values) {
  const types = new Set(values.map((value) => value.type).filter((type) => type !== "null"));
  const [only2 = "null"] = types;
  if (types.size <= 1) return { terms: values, type: only2 };
  const numeric = [...types].every((type) => type === "boolean" || type === "integer");
  if (numeric) return { terms: values.map(asNumber), type: "integer" };
  throw new Untranslatable(`the branches have different types: ${[...types].join(", ")}`);
}

// src/sql/literal-terms.ts
function numberTerm(text) {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text)) return term(text, "float", { literal: { kind: "float" } });
  const value = BigInt(text);
  if (value < 2n ** 63n) return integerTerm(value);
  throw new Untranslatable("a number is too large for 64 bits");
}
function integerTerm(value) {
  return term(value.toString(), "integer", { literal: { kind: "integer", value } });
}
function textTerm(value) {
  if (value.includes("\0")) throw new Untranslatable("a text holds the character U+0000");
  return term(quoteLiteral(value), "text", { literal: { kind: "text", value } });
}
function blobTerm(hex) {
  return term(`'\\x${hex.toLowerCase()}'::bytea`, "bytes");
}
function booleanTerm(value) {
  return term(String(value), "boolean", { literal: { kind: "boolean", value } });
}

// src/sql/compare-terms.ts
function compareTerms(operator2, left, right) {
  const [a, b] = comparable(left, right, /^[<>]=?$/.test(operator2));
  return term(`(${a.sql} ${operator2} ${b.sql})`, "boolean");
}
function comparable(left, right, ordered) {
  if (left.type === "null" || right.type === "null") return [left, right];
  if (left.type === "boolean" || right.type === "boolean") return comparableBooleans(left, right);
  const [a, b] = withAffinity(left, right);
  if (isNumber(a) && isNumber(b)) return [a, b];
  if (a.type === "text" && b.type === "text") return collatedTexts(a, b, ordered);
  if (a.type === b.type && a.type !== "opaque") return [a, b];
  const dated = withDateLiteral(a, b);
  if (dated !== null) return dated;
  throw new Untranslatable(`${a.type} and ${b.type} are compared in another way`);
}
function comparableBooleans(left, right) {
  const [a, b] = withAffinity(left, right).map(asBoolean);
  if (a !== void 0 && b !== void 0 && a.type === "boolean" && b.type === "boolean") return [a, b];
  return [asNumber(left), asNumber(right)];
}
function asBoolean(value) {
  const number = value.literal?.kind === "integer" ? value.literal.value : null;
  return number === 0n || number === 1n ? term(String(number === 1n), "boolean") : value;
}
function withAffinity(left, right) {
  return [applyAffinity(left, right), applyAffinity(right, left)];
}
function applyAffinity(value, other) {
  const { literal } = value;
  if (other.affinity === "numeric" && literal?.kind === "text" && /^\s*[+-]?\d{1,15}\s*$/.test(literal.value)) {
    return integerTerm(BigInt(literal.value.trim()));
  }
  if (other.affinity === "text" && literal?.kind === "integer") return textTerm(literal.value.toString());
  return value;
}
function collatedTexts(left, right, ordered) {
  const collation = collationOf(left, right);
  switch (collation) {
    case "BINARY":
      return ordered ? [{ ...left, sql: `${left.sql} COLLATE "C"` }, right] : [left, right];
    case "NOCASE":
      return [folded(left), folded(right)];
    case "RTRIM":
      return [trimmed(left), trimmed(right)];
    default:
      throw new Untranslatable(`the collation ${collation} belongs to the application`);
  }
}
function collationOf(left, right) {
  if (left.collated) return left.collation ?? "BINARY";
  if (right.collated) return right.collation ?? "BINARY";
  return left.collation ?? right.collation ?? "BINARY";
}
function folded(value) {
  return { ...value, sql: `lower(${value.sql} COLLATE "C")` };
}
function trimmed(value) {
  return { ...value, sql: `rtrim(${value.sql} COLLATE "C", ' ')` };
}
var DATE_LITERAL = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/;
function withDateLiteral(left, right) {
  if (left.type === "date" && isDateLiteral(right)) return [left, { ...right, sql: `${right.sql}::date` }];
  if (right.type === "date" && isDateLiteral(left)) return [{ ...left, sql: `${left.sql}::date` }, right];
  return null;
}
function isDateLiteral(value) {
  return value.literal?.kind === "text" && DATE_LITERAL.test(value.literal.value);
}

// src/sql/precedence.ts
var LEVEL = {
  or: 1,
  and: 2,
  /** Of the prefix. */
  not: 3,
  equality: 4,
  order: 5,
  bits: 6,
  sum: 7,
  product: 8,
  concatenation: 9,
  collate: 10,
  /** Of `+`, `-` and `~` as prefixes. */
  sign: 11
};
function infixLevel(symbol) {
  return (symbol === null ? void 0 : INFIX_LEVELS.get(symbol)) ?? 0;
}
var SYMBOLS_OF_LEVELS = [
  [LEVEL.or, "OR"],
  [LEVEL.and, "AND"],
  [LEVEL.equality, "= == <> != IS ISNULL NOTNULL NOT IN BETWEEN LIKE GLOB REGEXP MATCH"],
  [LEVEL.order, "< <= > >="],
  [LEVEL.bits, "& | << >>"],
  [LEVEL.sum, "+ -"],
  [LEVEL.product, "* / %"],
  [LEVEL.concatenation, "|| -> ->>"],
  [LEVEL.collate, "COLLATE"]
];
var INFIX_LEVELS = new Map(
  SYMBOLS_OF_LEVELS.flatMap(([level, symbols]) => symbols.split(" ").map((symbol) => [symbol, level]))
);

// src/sql/sqlite-keywords.ts
var RESERVED_WORDS = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create default deferrable
  delete distinct drop else escape except exists foreign from group having in index insert intersect into is
  isnull join limit not nothing notnull null on or order primary references returning select set table then to
  transaction union unique update using values when where`.split(/\s+/)
);
var JOIN_WORDS = new Set(
  "cross full indexed inner left natural outer right".split(" ")
);

// src/sql/expression-reader.ts
var Misunderstood = class extends Error {
  name = "Misunderstood";
};
var MAX_DEPTH = 1e3;
var ExpressionReader = class {
  #sql;
  #tokens;
  #parseLevel;
  #next = 0;
  #depth = 0;
  /** @param parseLevel is called by `parse` */
  constructor(sql, parseLevel2) {
    this.#sql = sql;
    this.#tokens = lexSqlite(sql);
    this.#parseLevel = parseLevel2;
  }
  peek(ahead = 0) {
    return this.#tokens[this.#next + ahead];
  }
  /** @throws Misunderstood at the end */
  take() {
    const token = this.peek() ?? this.fail();
    this.#next += 1;
    return token;
  }
  /** The keyword or operator that comes next, in upper case; null for anything else, also for a quoted keyword. */
  symbol(ahead = 0) {
    const token = this.peek(ahead);
    return token?.kind === "word" || token?.kind === "operator" ? token.value.toUpperCase() : null;
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...symbols) {
    const found2 = symbols.every((symbol, index) => this.symbol(index) === symbol);
    if (found2) this.#next += symbols.length;
    return found2;
  }
  /** @throws Misunderstood where something else comes next */
  expect(symbol) {
    return this.symbol() === symbol ? this.take() : this.fail();
  }
  /** Whether a word that is no keyword here, or a quoted name, comes next. */
  seesName() {
    const token = this.peek();
    if (token?.kind === "word") return !RESERVED_WORDS.has(token.value.toLowerCase());
    return token?.kind === "identifier";
  }
  /** The name of a table or a column; SQLite takes a string where only such a name can stand. */
  takeName() {
    return this.seesName() || this.peek()?.kind === "string" ? this.take() : this.fail();
  }
  /** Whether a word of a type or a collation comes next. */
  seesTypeWord() {
    const token = this.peek();
    if (token?.kind === "word" && JOIN_WORDS.has(token.value.toLowerCase())) return false;
    return this.seesName() || token?.kind === "string";
  }
  /** Takes everything from a parenthesis to the one that closes it. */
  takeGroup() {
    const { start } = this.expect("(");
    for (let depth = 1; ; ) {
      if (this.symbol() === ";" || this.peek()?.kind === "illegal") this.fail();
      if (this.symbol() === "(") depth += 1;
      if (this.symbol() === ")") depth -= 1;
      const { end } = this.take();
      if (depth === 0) return { start, end };
    }
  }
  textOf({ start, end }) {
    return this.#sql.slice(start, end);
  }
  unsupported(construct, start, end) {
    return { kind: "unsupported", construct, text: this.textOf({ start, end }), start, end };
  }
  /** Reads an expression whose infix operators bind at least as tightly as the level. */
  parse(minimum = LEVEL.or) {
    const depth = this.#depth;
    this.deepen();
    const expression = this.#parseLevel(this, minimum);
    this.#depth = depth;
    return expression;
  }
  /** Counts a level of the tree, so that no text can exhaust the stack. */
  deepen() {
    if (this.#depth >= MAX_DEPTH) throw new Misunderstood("the expression is nested too deeply");
    this.#depth += 1;
  }
  /** @throws Misunderstood at the next token */
  fail() {
    const token = this.peek();
    throw new Misunderstood(
      token === void 0 ? "the expression ends too early" : `the expression is not understood at ${this.textOf(token)}`
    );
  }
};

// src/sql/parse-group.ts
function parseGroup(reader) {
  if (seesSelect(reader, 1)) return parseSelect(reader);
  const { start } = reader.expect("(");
  const first = reader.parse();
  const isRow = reader.symbol() === ",";
  while (reader.takeIf(",")) reader.parse();
  const { end } = reader.expect(")");
  return isRow ? reader.unsupported("row value", start, end) : { ...first, start, end };
}
function parseList(reader) {
  const items = [];
  reader.expect("(");
  while (reader.symbol() !== ")") {
    if (items.length > 0) reader.expect(",");
    items.push(reader.parse());
  }
  return { items, end: reader.take().end };
}
function parseSelect(reader, start) {
  const group = reader.takeGroup();
  return reader.unsupported("sub-select", start ?? group.start, group.end);
}
function seesSelect(reader, ahead) {
  return ["SELECT", "VALUES", "WITH"].includes(reader.symbol(ahead) ?? "");
}

// src/sql/parse-infix.ts
function parseInfix(reader, left) {
  if (!reader.takeIf("NOT")) return predicate(reader, left, false) ?? operator(reader, left);
  if (reader.symbol() === "NULL") return nullTest(left, reader.take().end, true);
  return predicate(reader, left, true) ?? reader.fail();
}
function predicate(reader, operand, negated) {
  const symbol = reader.symbol();
  switch (symbol) {
    case "IN":
      return membership(reader, operand, negated);
    case "BETWEEN":
      return between(reader, operand, negated);
    case "LIKE":
    case "GLOB":
    case "REGEXP":
    case "MATCH":
      return like(reader, symbol, operand, negated);
    default:
      return null;
  }
}
function operator(reader, left) {
  const { value, end } = reader.take();
  const symbol = value.toUpperCase();
  switch (symbol) {
    case "COLLATE":
      return collate(reader, left);
    case "ISNULL":
      return nullTest(left, end, false);
    case "NOTNULL":
      return nullTest(left, end, true);
    case "IS":
      return is(reader, left);
    case "==":
      return binary("=", left, reader.parse(LEVEL.equality + 1));
    case "!=":
      return binary("<>", left, reader.parse(LEVEL.equality + 1));
    default:
      return binary(symbol, left, reader.parse(infixLevel(symbol) + 1));
  }
}
function membership(reader, operand, negated) {
  reader.expect("IN");
  if (reader.symbol() !== "(") {
    return reader.unsupported("sub-select", operand.start, takeTable(reader).end);
  }
  if (seesSelect(reader, 1)) return parseSelect(reader, operand.start);
  const { items, end } = parseList(reader);
  return { kind: "in-list", negated, operand, items, start: operand.start, end };
}
function takeTable(reader) {
  const first = reader.takeName();
  const last = reader.takeIf(".") ? reader.takeName() : first;
  return reader.symbol() === "(" ? parseList(reader) : last;
}
function between(reader, operand, negated) {
  reader.expect("BETWEEN");
  const low = reader.parse(LEVEL.not);
  reader.expect("AND");
  const high = reader.parse(LEVEL.equality + 1);
  return { kind: "between", negated, operand, low, high, start: operand.start, end: high.end };
}
function like(reader, operator2, operand, negated) {
  reader.take();
  const pattern = reader.parse(LEVEL.equality + 1);
  const mark = reader.takeIf("ESCAPE") ? reader.parse(LEVEL.equality + 1) : null;
  const { end } = mark ?? pattern;
  return { kind: "like", operator: operator2, negated, operand, pattern, escape: mark, start: operand.start, end };
}
function collate(reader, operand) {
  const { value, end } = reader.seesTypeWord() ? reader.take() : reader.fail();
  return { kind: "collate", operand, collation: value, start: operand.start, end };
}
function is(reader, left) {
  const isNot = reader.takeIf("NOT");
  const isDistinct = reader.takeIf("DISTINCT", "FROM");
  return binary(isNot === isDistinct ? "IS" : "IS NOT", left, reader.parse(LEVEL.equality + 1));
}
function binary(operator2, left, right) {
  return { kind: "binary", operator: operator2, left, right, start: left.start, end: right.end };
}
function nullTest(operand, end, negated) {
  return { kind: "is-null", negated, operand, start: operand.start, end };
}

// src/sql/parse-call.ts
function parseCall(reader) {
  const name = reader.take();
  const isAggregate = ["*", "DISTINCT", "ALL"].includes(reader.symbol(1) ?? "");
  const args = isAggregate ? null : parseList(reader);
  let { end } = args ?? reader.takeGroup();
  const isFiltered = reader.takeIf("FILTER");
  if (isFiltered) ({ end } = reader.takeGroup());
  if (reader.takeIf("OVER")) {
    const window = reader.symbol() === "(" ? reader.takeGroup() : reader.takeName();
    return reader.unsupported("window function", name.start, window.end);
  }
  if (args === null || isFiltered) return reader.unsupported("aggregate function", name.start, end);
  return { kind: "call", name: name.value, args: args.items, start: name.start, end };
}

// src/sql/parse-type-name.ts
function parseTypeName(reader) {
  const words = [];
  while (reader.seesTypeWord()) words.push(reader.take().value);
  if (words.length === 0 || !reader.takeIf("(")) return words.join(" ");
  const numbers = [signedNumber(reader)];
  if (reader.takeIf(",")) numbers.push(signedNumber(reader));
  reader.expect(")");
  return `${words.join(" ")}(${numbers.join(", ")})`;
}
function signedNumber(reader) {
  const sign2 = reader.takeIf("-") ? "-" : "";
  if (sign2 === "") reader.takeIf("+");
  return reader.peek()?.kind === "number" ? `${sign2}${reader.take().value}` : reader.fail();
}

// src/sql/parse-operand.ts
function parseOperand(reader) {
  const token = reader.peek() ?? reader.fail();
  switch (token.kind) {
    case "number":
      return { kind: "number", text: token.value.replaceAll("_", ""), ...spanOf(reader.take()) };
    case "blob":
      return { kind: "blob", hex: token.value, ...spanOf(reader.take()) };
    case "string":
      return reader.symbol(1) === "." ? qualifiedName(reader) : { kind: "text", value: token.value, ...spanOf(reader.take()) };
    case "identifier":
      return nameOrCall(reader);
    case "word":
      return keyword(reader) ?? nameOrCall(reader);
    case "operator":
      return reader.symbol() === "(" ? parseGroup(reader) : sign(reader);
    case "parameter":
      return parameter(reader, token);
    case "illegal":
      return reader.fail();
    default:
      return token.kind;
  }
}
function spanOf({ start, end }) {
  return { start, end };
}
function parameter(reader, { value, start, end }) {
  if (value.startsWith("#")) reader.fail();
  reader.take();
  return reader.unsupported("bind parameter", start, end);
}
function sign(reader) {
  const operator2 = reader.symbol();
  return operator2 === "+" || operator2 === "-" || operator2 === "~" ? prefixed(reader, operator2, LEVEL.sign) : reader.fail();
}
function keyword(reader) {
  switch (reader.symbol()) {
    case "NOT":
      return prefixed(reader, "NOT", LEVEL.not);
    case "NULL":
      return { kind: "null", ...spanOf(reader.take()) };
    case "CURRENT_DATE":
    case "CURRENT_TIME":
    case "CURRENT_TIMESTAMP": {
      const token = reader.take();
      return { kind: "moment", name: token.value.toLowerCase(), ...spanOf(token) };
    }
    case "CASE":
      return caseOf(reader);
    case "CAST":
      return cast(reader);
    case "EXISTS":
      return seesSelect(reader, 2) ? parseSelect(reader, reader.take().start) : reader.fail();
    case "RAISE":
      return reader.unsupported("call of RAISE", reader.take().start, reader.takeGroup().end);
    default:
      return null;
  }
}
function prefixed(reader, operator2, level) {
  const { start } = reader.take();
  const operand = reader.parse(level);
  return { kind: "unary", operator: operator2, operand, start, end: operand.end };
}
function caseOf(reader) {
  const { start } = reader.expect("CASE");
  const subject = reader.symbol() === "WHEN" ? null : reader.parse();
  const branches = [];
  do
    branches.push(caseBranch(reader));
  while (reader.symbol() === "WHEN");
  const otherwise = reader.takeIf("ELSE") ? reader.parse() : null;
  return { kind: "case", subject, branches, otherwise, start, end: reader.expect("END").end };
}
function caseBranch(reader) {
  reader.expect("WHEN");
  const condition = reader.parse();
  reader.expect("THEN");
  return { condition, result: reader.parse() };
}
function cast(reader) {
  const { start } = reader.expect("CAST");
  reader.expect("(");
  const operand = reader.parse();
  reader.expect("AS");
  const type = parseTypeName(reader);
  return { kind: "cast", operand, type, start, end: reader.expect(")").end };
}
function nameOrCall(reader) {
  if (!reader.seesName()) return reader.fail();
  if (reader.symbol(1) === "(") return parseCall(reader);
  if (reader.symbol(1) === ".") return qualifiedName(reader);
  const token = reader.take();
  const spelling = token.kind === "word" ? "bare" : reader.textOf(token).startsWith('"') ? "double-quoted" : "quoted";
  return { kind: "name", name: token.value, spelling, ...spanOf(token) };
}
function qualifiedName(reader) {
  const { start } = reader.takeName();
  reader.expect(".");
  const second = reader.takeName();
  const { value, end } = reader.takeIf(".") ? reader.takeName() : second;
  return { kind: "name", name: value, spelling: "qualified", start, end };
}

// src/sql/parse-expression.ts
function parseExpression(sql) {
  const reader = new ExpressionReader(sql, parseLevel);
  try {
    const expression = reader.parse();
    return reader.peek() === void 0 ? { ok: true, expression } : reader.fail();
  } catch (error) {
    if (error instanceof Misunderstood) return { ok: false, reason: error.message };
    throw error;
  }
}
function parseLevel(reader, minimum) {
  let left = parseOperand(reader);
  for (; infixLevel(reader.symbol()) >= minimum; reader.deepen()) left = parseInfix(reader, left);
  return left;
}

// src/sql/translate-cast.ts
function translateCast(value, type) {
  const { name, arguments: limits } = parseDeclaredType(type);
  if (limits.length > 0) throw new Untranslatable(`CAST to ${type} has no equivalent`);
  if (name === "TEXT" && value.type === "text") return { ...value, affinity: "text" };
  if (name === "TEXT" && value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (/^(BIG|TINY|SMALL)?INT(EGER)?$/.test(name) && ["integer", "boolean"].includes(value.type)) {
    return asNumber(value);
  }
  if (/^(REAL|FLOAT|DOUBLE)$/.test(name) && isNumber(value)) {
    return term(`(${value.sql})::double precision`, "float");
  }
  throw new Untranslatable(`CAST to ${type} has no equivalent`);
}

// src/sql/translate-function.ts
function translateFunction(name, args) {
  const translate2 = FUNCTIONS[name.toLowerCase()];
  if (translate2 === void 0 || !Object.hasOwn(FUNCTIONS, name.toLowerCase())) {
    throw new Untranslatable(`the function ${name.toLowerCase()}() has no equivalent`);
  }
  return translate2(args);
}
var FUNCTIONS = {
  abs: (args) => {
    const value = asNumber(only(args));
    return term(`abs(${value.sql})`, value.type);
  },
  coalesce: choose,
  ifnull: choose,
  iif: (args) => conditional(args),
  if: (args) => conditional(args),
  instr: (args) => {
    const [text, part] = texts(args, 2);
    return term(`strpos(${text}, ${part})`, "integer");
  },
  length: (args) => {
    const value = only(args);
    return term(`length(${value.type === "bytes" ? value.sql : asText(value).sql})`, "integer");
  },
  lower: (args) => term(folded(asText(only(args))).sql, "text"),
  upper: (args) => term(`upper(${asText(only(args)).sql} COLLATE "C")`, "text"),
  trim: (args) => trim("btrim", args),
  ltrim: (args) => trim("ltrim", args),
  rtrim: (args) => trim("rtrim", args),
  max: (args) => extreme("greatest", args),
  min: (args) => extreme("least", args),
  replace: (args) => term(`replace(${texts(args, 3).join(", ")})`, "text"),
  substr: substring,
  substring
};
function only(args) {
  const [value] = args;
  if (value === void 0 || args.length !== 1) throw new Untranslatable("a function has too many arguments");
  return value;
}
function texts(args, number) {
  if (args.length !== number) throw new Untranslatable("a function has too many or too few arguments");
  return args.map((value) => asText(value).sql);
}
function choose(args) {
  const { terms, type } = unify(args);
  return term(`COALESCE(${terms.map((value) => value.sql).join(", ")})`, type);
}
function conditional(args) {
  const [condition, yes, no] = args;
  if (condition === void 0 || yes === void 0 || no === void 0 || args.length !== 3) {
    throw new Untranslatable("iif() has too many or too few arguments");
  }
  const { terms, type } = unify([yes, no]);
  const [a, b] = terms.map((value) => value.sql);
  return term(`CASE WHEN ${asCondition(condition)} THEN ${a} ELSE ${b} END`, type);
}
function trim(name, args) {
  return term(`${name}(${texts(args, args.length === 2 ? 2 : 1).join(", ")})`, "text");
}
function extreme(name, args) {
  const types = new Set(args.map((value) => value.type));
  if (args.length < 2 || types.size !== 1 || !args.every(isNumber)) {
    throw new Untranslatable("min() and max() are translated for numbers of one type");
  }
  const list = args.map((value) => value.sql);
  const isNull2 = list.map((value) => `${value} IS NULL`).join(" OR ");
  return term(`CASE WHEN ${isNull2} THEN NULL ELSE ${name}(${list.join(", ")}) END`, args[0]?.type ?? "null");
}
function substring(args) {
  const [value, ...numbers] = args;
  const inRange = numbers.every(
    ({ literal }, index) => literal?.kind === "integer" && literal.value >= (index === 0 ? 1n : 0n) && literal.value < 2n ** 30n
  );
  if (value === void 0 || numbers.length < 1 || numbers.length > 2 || !inRange) {
    throw new Untranslatable("substr() is translated for positions that are written as numbers");
  }
  return term(`substr(${[asText(value), ...numbers].map(({ sql }) => sql).join(", ")})`, "text");
}

// src/sql/translate-predicate.ts
function translateNullTest(value, negated) {
  return term(`(${value.sql} IS ${negated ? "NOT NULL" : "NULL"})`, "boolean");
}
function translateIs(left, right, negated) {
  if (right.type === "null") return translateNullTest(left, negated);
  if (right.literal?.kind !== "boolean")
    return compareTerms(negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM", left, right);
  const truth = right.literal.value ? "TRUE" : "FALSE";
  return term(`(${asCondition(left)} IS ${negated ? "NOT " : ""}${truth})`, "boolean");
}
function translateIn(value, items, negated) {
  const pairs = items.map((item) => comparable(value, item, false));
  const [left, ...others] = new Set(pairs.map(([side]) => side.sql));
  if (left === void 0) throw new Untranslatable("the list of IN is empty");
  if (others.length > 0) throw new Untranslatable("the list of IN holds values of several types");
  const list = pairs.map(([, side]) => side.sql).join(", ");
  return term(`(${left} ${negated ? "NOT IN" : "IN"} (${list}))`, "boolean");
}
function translateBetween(value, low, high, negated) {
  const inside = `(${compareTerms(">=", value, low).sql} AND ${compareTerms("<=", value, high).sql})`;
  return term(negated ? `(NOT ${inside})` : inside, "boolean");
}
var CLASS_OF_TYPE = {
  integer: "integer",
  text: "text",
  bytes: "blob"
};
function translateTypeof(operator2, value, wanted) {
  if (operator2 !== "=" && operator2 !== "IS" || wanted.literal?.kind !== "text") {
    throw new Untranslatable("typeof() has no equivalent");
  }
  if (wanted.literal.value === "null") return translateNullTest(value, false);
  if (CLASS_OF_TYPE[value.type] !== wanted.literal.value) {
    throw new Untranslatable(`typeof() asks for ${wanted.literal.value}, the target has another type`);
  }
  return translateNullTest(value, true);
}

// src/sql/translate-operator.ts
function translateOperator(operator2, left, right) {
  switch (operator2) {
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareTerms(operator2, left, right);
    case "IS":
      return translateIs(left, right, false);
    case "IS NOT":
      return translateIs(left, right, true);
    case "AND":
    case "OR":
      return term(`(${asCondition(left)} ${operator2} ${asCondition(right)})`, "boolean");
    case "+":
    case "-":
    case "*":
      return arithmetic(operator2, left, right);
    case "/":
    case "%":
      return division(operator2, left, right);
    case "&":
    case "|":
      return bits(operator2, left, right);
    case "||":
      return term(`(${asText(left).sql} || ${asText(right).sql})`, "text");
    case "<<":
    case ">>":
    case "->":
    case "->>":
      throw new Untranslatable(`the operator ${operator2} has no equivalent`);
    default:
      return operator2;
  }
}
function translatePrefix(operator2, value) {
  switch (operator2) {
    case "NOT":
      return term(`(NOT ${asCondition(value)})`, "boolean");
    // What follows IS must not pass for a bare TRUE any more.
    case "+":
      return { ...value.literal?.kind === "boolean" ? asNumber(value) : value, affinity: null };
    case "-":
      return negative(value);
    case "~":
      throw new Untranslatable("the operator ~ has no equivalent");
    default:
      return operator2;
  }
}
function negative(value) {
  if (value.literal?.kind === "integer")
    return { ...integerTerm(-value.literal.value), sql: `(-${value.sql})` };
  const number = asNumber(value);
  return term(`(- ${number.sql})`, number.type);
}
function arithmetic(operator2, left, right) {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a.type === "null" || b.type === "null") return term("NULL", "null");
  if (a.type === "integer" && b.type === "integer") {
    return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
  }
  return term(`(${asDouble(a)} ${operator2} ${asDouble(b)})`, "float");
}
function division(operator2, left, right) {
  const isZero = right.literal === null || right.literal.kind !== "integer" || right.literal.value === 0n;
  if (isZero) throw new Untranslatable("a division could be by zero, which is NULL in SQLite");
  const a = asNumber(left);
  if (operator2 === "%" && a.type !== "integer") throw new Untranslatable("% is translated for integers");
  return arithmetic(operator2, a, right);
}
function bits(operator2, left, right) {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a.type !== "integer" || b.type !== "integer")
    throw new Untranslatable(`${operator2} is translated for integers`);
  return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
}
function asBigint(value) {
  return value.literal === null ? value.sql : `${value.sql}::bigint`;
}
function asDouble(value) {
  return value.type === "float" && value.literal === null ? value.sql : `${value.sql}::double precision`;
}

// src/sql/glob-to-regex.ts
function globToRegex(pattern) {
  const characters = [...pattern];
  let regex = "";
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") regex += ".*";
    else if (character === "?") regex += ".";
    else if (character !== "[") regex += escaped(character);
    else {
      const set = readSet(characters, at);
      if (set === null) return null;
      regex += set.regex;
      at = set.end;
    }
  }
  return `^(?:${regex})$`;
}
function readSet(characters, open) {
  const negated = characters[open + 1] === "^";
  const first = open + (negated ? 2 : 1);
  const end = characters.indexOf("]", characters[first] === "]" ? first + 1 : first);
  if (end === -1) return null;
  const members = characters.slice(first, end);
  if (members.some((member, index) => member === "-" && isReversed(members[index - 1], members[index + 1])))
    return null;
  const body = members.map((member, index) => {
    const isRange = member === "-" && index > 0 && index < members.length - 1;
    return isRange ? "-" : escaped(member);
  });
  return { regex: `[${negated ? "^" : ""}${body.join("")}]`, end };
}
function isReversed(low, high) {
  return (low?.codePointAt(0) ?? 0) > (high?.codePointAt(0) ?? Number.POSITIVE_INFINITY);
}
function escaped(character) {
  return /[\\^$.|?*+()[\]{}-]/.test(character) ? `\\${character}` : character;
}

// src/sql/translate-pattern.ts
function translateLike(value, pattern, mark, negated) {
  const text = patternText(pattern);
  const escaping = mark === null ? "" : patternText(mark);
  if (escaping.length > 1 || /[A-Za-z]/.test(escaping))
    throw new Untranslatable("LIKE has a letter as its escape character");
  if (endsInEscape(text, escaping))
    throw new Untranslatable("the pattern of LIKE ends in its escape character");
  const folded2 = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const operator2 = negated ? "NOT LIKE" : "LIKE";
  return term(
    `(lower(${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(folded2)} ESCAPE ${quoteLiteral(escaping)})`,
    "boolean"
  );
}
function translateGlob(value, pattern, negated) {
  const regex = globToRegex(patternText(pattern));
  if (regex === null)
    throw new Untranslatable("the pattern of GLOB has a set that is never closed or is reversed");
  const operator2 = negated ? "!~" : "~";
  return term(`((${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(regex)})`, "boolean");
}
function patternText({ literal }) {
  if (literal?.kind !== "text") throw new Untranslatable("a pattern is not written as a text");
  return literal.value;
}
function endsInEscape(text, mark) {
  if (mark === "") return false;
  let at = 0;
  while (at < text.length) {
    if (text[at] === mark && at + 1 === text.length) return true;
    at += text[at] === mark ? 2 : 1;
  }
  return false;
}

// src/sql/translate-expression.ts
function translateValue(text, columns) {
  return attempt(text, columns, (value) => value);
}
function translateCondition(text, columns) {
  return attempt(text, columns, (value) => term(asCondition(value), "boolean"));
}
function attempt(text, columns, finish) {
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed;
  try {
    const { sql, type } = finish(translate(parsed.expression, columns));
    return { ok: true, sql, type };
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message };
    throw error;
  }
}
function translate(node, columns) {
  const go = (child) => translate(child, columns);
  switch (node.kind) {
    case "null":
      return term("NULL", "null");
    case "number":
      return numberTerm(node.text);
    case "text":
      return textTerm(node.value);
    case "blob":
      return blobTerm(node.hex);
    case "moment":
      throw new Untranslatable(`${node.name} is another value at each moment`);
    case "name":
      return named(node.name, node.spelling, columns);
    case "unary":
      return translatePrefix(node.operator, go(node.operand));
    case "binary":
      return binary2(node, go);
    case "collate":
      return { ...go(node.operand), collation: node.collation.toUpperCase(), collated: true };
    case "is-null":
      return translateNullTest(go(node.operand), node.negated);
    case "in-list":
      return translateIn(go(node.operand), node.items.map(go), node.negated);
    case "between":
      return translateBetween(go(node.operand), go(node.low), go(node.high), node.negated);
    case "like":
      return like2(node, go);
    case "case":
      return caseOf2(node, go);
    case "cast":
      return translateCast(go(node.operand), node.type);
    case "call":
      return translateFunction(node.name, node.args.map(go));
    case "unsupported":
      throw new Untranslatable(`a ${node.construct} is not translated: ${node.text}`);
    default:
      return node;
  }
}
function named(name, spelling, columns) {
  const column = columns.find(({ source }) => foldAscii(source) === foldAscii(name));
  if (column !== void 0) {
    const { target, type, affinity, collation } = column;
    return term(formatIdentifier(target), type, { affinity, collation: collation.toUpperCase() });
  }
  if (spelling === "double-quoted") return textTerm(name);
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return booleanTerm(word === "true");
  throw new Untranslatable("the expression names something that is not a column");
}
function foldAscii(name) {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function binary2({ operator: operator2, left, right }, go) {
  if (left.kind === "call" && left.name.toLowerCase() === "typeof") {
    const [argument] = left.args;
    if (argument !== void 0) return translateTypeof(operator2, go(argument), go(right));
  }
  return translateOperator(operator2, go(left), go(right));
}
function like2(node, go) {
  const { operator: operator2, negated, escape: mark } = node;
  const [value, pattern] = [go(node.operand), go(node.pattern)];
  if (operator2 === "LIKE") return translateLike(value, pattern, mark === null ? null : go(mark), negated);
  if (operator2 === "GLOB" && mark === null) return translateGlob(value, pattern, negated);
  throw new Untranslatable(`the operator ${operator2} has no equivalent`);
}
function caseOf2(node, go) {
  const subject = node.subject === null ? null : go(node.subject);
  const results = [
    ...node.branches.map(({ result }) => result),
    ...node.otherwise === null ? [] : [node.otherwise]
  ];
  const { terms, type } = unify(results.map(go));
  const clauses = terms.map(({ sql }, index) => {
    const branch = node.branches[index];
    if (branch === void 0) return `ELSE ${sql}`;
    const condition = go(branch.condition);
    const test = subject === null ? asCondition(condition) : compareTerms("=", subject, condition).sql;
    return `WHEN ${test} THEN ${sql}`;
  });
  return term(`CASE ${clauses.join(" ")} END`, type);
}

// src/stages/target/expression-columns.ts
function expressionColumns(columns) {
  return columns.map(({ column, name, type }) => ({
    source: column.name,
    target: name,
    type: termType(type, column.profile),
    affinity: comparisonAffinity(column.affinity),
    collation: column.collation
  }));
}
function termType(type, profile) {
  switch (type.kind) {
    case "bigint":
      return "integer";
    case "double precision":
      return "float";
    case "numeric":
      return "decimal";
    case "text":
    case "varchar":
      return profile.integers + profile.reals + profile.blobs === 0 ? "text" : "opaque";
    case "bytea":
      return profile.texts === 0 ? "bytes" : "opaque";
    case "boolean":
      return profile.textForms.boolean === 0 ? "boolean" : "opaque";
    case "date":
      return "date";
    default:
      return "opaque";
  }
}
function comparisonAffinity(affinity) {
  if (affinity === "TEXT") return "text";
  return affinity === "BLOB" ? null : "numeric";
}
function isAssignable(from, to) {
  switch (to.kind) {
    case "bigint":
      return from === "integer";
    case "double precision":
      return from === "integer" || from === "float";
    case "numeric":
      return to.precision === null && (from === "integer" || from === "decimal");
    case "text":
      return from === "text";
    case "bytea":
      return from === "bytes";
    case "boolean":
      return from === "boolean";
    case "date":
      return from === "date";
    default:
      return false;
  }
}

// src/stages/target/schema-part.ts
function planned(code, details) {
  return { issue: issue(code, details), rowsWhere: null };
}
function onConflict(action, table, object, column) {
  if (action === null) return [];
  const message = `${object} has ON CONFLICT ${action}; in the target the statement fails instead`;
  return [
    planned("on-conflict-clause", { table, object, message, ...column === void 0 ? {} : { column } })
  ];
}
function droppedPart(part, reason) {
  const entries = [
    ...part.ledger ?? [],
    ...(part.postData ?? []).map(({ entry }) => entry),
    ...(part.sequences ?? []).map(({ entry }) => entry)
  ];
  return { ledger: entries.map((entry) => ({ ...entry, status: "dropped", reason })) };
}

// src/stages/target/derive-checks.ts
function deriveChecks(table, constraints) {
  return table.table.checks.map((check) => deriveCheck(table, check, constraints));
}
function deriveCheck(table, check, constraints) {
  const name = constraints.take(check.name ?? usualName(table, check));
  const head = check.name === null ? "" : `CONSTRAINT ${formatIdentifier(check.name)} `;
  const sql = `${head}CHECK (${check.expression})`;
  const translation = translateCondition(check.expression, expressionColumns(table.columns));
  const entry = { type: "check", name, table: table.table.name, sql };
  if (!translation.ok) {
    const message = `CHECK (${check.expression}) is not in the target: ${translation.reason}`;
    const place2 = {
      table: table.table.name,
      ...check.column === null ? {} : { column: check.column },
      object: name
    };
    return {
      ledger: [{ ...entry, status: "dropped", reason: translation.reason }],
      issues: [planned("check-not-translated", { ...place2, message })]
    };
  }
  const qualified = formatQualified(table);
  return {
    postData: [
      {
        kind: "check",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ${qualified}
    ADD CONSTRAINT ${formatIdentifier(name)} CHECK (${translation.sql}) NOT VALID`,
        validateSql: `ALTER TABLE ${qualified} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: [],
        where: null,
        expression: translation.sql,
        parent: null,
        entry: { ...entry, status: "translated", reason: null }
      }
    ]
  };
}
function usualName(table, { column }) {
  const target = column === null ? void 0 : findColumn(table, column);
  return target === void 0 ? `${table.name}_check` : `${table.name}_${target.name}_check`;
}

// src/stages/target/derive-foreign-keys.ts
function deriveForeignKeys(table, tables, constraints) {
  return table.table.foreignKeys.map((key) => {
    const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable));
    const name = constraints.take(key.name ?? `${table.name}_${key.columns.join("_")}_fkey`);
    return deriveForeignKey(table, key, parent, name);
  });
}
function deriveForeignKey(table, key, parent, name) {
  const entry = {
    type: "foreign-key",
    name,
    table: table.table.name,
    status: "kept",
    sql: sourceSql(key),
    reason: null
  };
  if (key.parentExcluded === true) {
    const reason = `the settings exclude its parent table ${key.parentTable}`;
    return { ledger: [{ ...entry, status: "dropped", reason }] };
  }
  const children = found(table, key.columns);
  const parents = parent === void 0 ? null : found(parent, key.parentColumns ?? []);
  const problem = obstacle(key, children, parent, parents);
  if (problem !== null || children === null || parent === void 0 || parents === null) {
    const reason = problem?.reason ?? "a column does not exist";
    const message = `The foreign key is not in the target: ${reason}`;
    return {
      ledger: [{ ...entry, status: "dropped", reason }],
      issues: [
        planned(problem?.code ?? "foreign-key-parent-missing", {
          ...place(table, key),
          object: name,
          message
        })
      ]
    };
  }
  const target = formatQualified(table);
  return {
    postData: [
      {
        kind: "foreign-key",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${target}
    ADD CONSTRAINT ${formatIdentifier(name)} ${clause(key, children, parent, parents)} NOT VALID`,
        validateSql: `ALTER TABLE ${target} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: children.map((column) => quoteIdentifier(column.name)),
        where: null,
        expression: null,
        parent: {
          schema: parent.schema,
          name: parent.name,
          columns: parents.map((column) => quoteIdentifier(column.name))
        },
        entry
      }
    ],
    issues: isIndexed(table, children) ? [] : [
      planned("foreign-key-not-indexed", {
        ...place(table, key),
        object: name,
        message: "No index begins with the columns of the foreign key"
      })
    ]
  };
}
function found(table, names) {
  const columns = names.flatMap((name) => findColumn(table, name) ?? []);
  return columns.length === names.length && names.length > 0 ? columns : null;
}
function obstacle(key, children, parent, parents) {
  if (parent === void 0) {
    return { code: "foreign-key-parent-missing", reason: `there is no table ${key.parentTable}` };
  }
  if (children === null || parents === null || children.length !== parents.length) {
    return { code: "foreign-key-parent-missing", reason: `${key.parentTable} does not have the columns` };
  }
  if (!isUnique(parent, parents)) {
    return {
      code: "foreign-key-parent-not-unique",
      reason: `the columns of ${key.parentTable} are not declared unique`
    };
  }
  const differing = children.findIndex((child, at) => {
    const other = parents[at];
    return other === void 0 || !canReference(child.type, other.type);
  });
  if (differing === -1) return null;
  const types = `${children[differing]?.type.kind} and ${parents[differing]?.type.kind}`;
  return { code: "foreign-key-type-mismatch", reason: `${types} cannot be compared` };
}
function isUnique(parent, columns) {
  const { primaryKey, uniques, indexes } = parent.table;
  const keys = [...primaryKey === null ? [] : [primaryKey], ...uniques].map(({ parts }) => parts);
  const unique = indexes.filter(
    (index) => index.unique && index.where === null && index.parts.every(({ collation }) => collation === "BINARY")
  );
  const wanted = new Set(columns);
  return [...keys, ...unique.map(({ parts }) => parts)].some((parts) => {
    const own = new Set(parts.map(({ column }) => column === null ? void 0 : findColumn(parent, column)));
    return own.size === wanted.size && [...own].every((column) => column !== void 0 && wanted.has(column));
  });
}
function isIndexed(table, columns) {
  const { primaryKey, uniques, indexes } = table.table;
  const full = indexes.filter(({ where }) => where === null);
  const wanted = new Set(columns);
  return [...primaryKey === null ? [] : [primaryKey], ...uniques, ...full].some(({ parts }) => {
    const first = parts.slice(0, wanted.size).map(({ column }) => findColumn(table, column ?? ""));
    return new Set(first).size === wanted.size && first.every((column) => column !== void 0 && wanted.has(column));
  });
}
function clause(key, children, parent, parents) {
  const list = (columns) => columns.map(({ name }) => formatIdentifier(name)).join(", ");
  return [
    `FOREIGN KEY (${list(children)}) REFERENCES ${formatQualified(parent)}(${list(parents)})`,
    ...actions(key)
  ].join(" ");
}
function actions(key) {
  return [
    ...key.onUpdate === "NO ACTION" ? [] : [`ON UPDATE ${key.onUpdate}`],
    ...key.onDelete === "NO ACTION" ? [] : [`ON DELETE ${key.onDelete}`],
    ...key.deferrable ? ["DEFERRABLE INITIALLY DEFERRED"] : []
  ];
}
function sourceSql(key) {
  const list = (names) => names.map(quoteIdentifier).join(", ");
  const parents = key.parentColumns === null ? "" : ` (${list(key.parentColumns)})`;
  return [
    ...key.name === null ? [] : [`CONSTRAINT ${quoteIdentifier(key.name)}`],
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${quoteIdentifier(key.parentTable)}${parents}`,
    ...actions(key)
  ].join(" ");
}
function place(table, key) {
  const [column] = key.columns;
  return { table: table.table.name, ...column !== void 0 && key.columns.length === 1 ? { column } : {} };
}

// src/stages/target/derive-collation.ts
function collatedColumn({ name, type }, collation) {
  if (type.kind !== "text" && type.kind !== "varchar") return null;
  if (collation === "NOCASE") return `lower(${formatIdentifier(name)} COLLATE "C")`;
  if (collation === "RTRIM") return `rtrim(${formatIdentifier(name)}, ' '::text)`;
  return null;
}
function collationObject(table, parts, key, relations) {
  const terms = parts.flatMap((part) => {
    const column = findColumn(table, part.column ?? "");
    if (column === void 0) return [];
    const collated = collatedColumn(column, part.collation);
    return [
      {
        sql: collated ?? formatIdentifier(column.name),
        collation: collated === null ? null : part.collation
      }
    ];
  });
  const collations = new Set(terms.flatMap(({ collation }) => collation ?? []));
  if (collations.size === 0) return {};
  const name = relations.take(`${key}_${[...collations].join("_").toLowerCase()}`);
  const list = terms.map(({ sql }) => sql);
  return {
    postData: [
      {
        kind: "unique-index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `CREATE UNIQUE INDEX ${formatIdentifier(name)} ON ${formatQualified(table)} USING btree (${list.join(", ")})`,
        validateSql: null,
        columns: list,
        where: null,
        expression: null,
        parent: null,
        entry: {
          type: "collation",
          name: key,
          table: table.table.name,
          status: "translated",
          sql: parts.map(({ column, collation }) => `${quoteIdentifier(column ?? "")} COLLATE ${collation}`).join(", "),
          reason: null
        }
      }
    ]
  };
}

// src/stages/target/name-registry.ts
import { createHash } from "node:crypto";
var LONGEST_NAME_BYTES = 63;
function createNameRegistry() {
  const taken = /* @__PURE__ */ new Set();
  return {
    take: (wanted) => {
      const name = firstFree(fitName(wanted), taken);
      taken.add(name);
      return name;
    },
    has: (name) => taken.has(name)
  };
}
function fitName(name) {
  if (name === "") return "unnamed";
  if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return withSuffix(name, `_${hash}`);
}
function firstFree(name, taken) {
  let candidate = name;
  for (let number = 1; taken.has(candidate); number++) candidate = withSuffix(name, `_${number}`);
  return candidate;
}
function withSuffix(name, suffix) {
  let head = "";
  for (const character of name) {
    if (Buffer.byteLength(head + character + suffix) > LONGEST_NAME_BYTES) break;
    head += character;
  }
  return head + suffix;
}

// src/stages/target/name-tables.ts
var SYSTEM_COLUMNS = /* @__PURE__ */ new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]);
function nameTables(catalog) {
  const relations = createNameRegistry();
  const names = /* @__PURE__ */ new Map();
  const unchangedFirst = [...catalog.tables].sort(
    (a, b) => Number(isChanged(a.name)) - Number(isChanged(b.name))
  );
  for (const table of unchangedFirst) names.set(table, relations.take(table.name));
  const issues = [];
  const tables = catalog.tables.map((table) => {
    const name = names.get(table) ?? table.name;
    issues.push(...nameIssues(table.name, name, { table: table.name }));
    return { table, schema: "public", name, columnNames: nameColumns(table, issues) };
  });
  return { tables, relations, issues };
}
function nameColumns(table, issues) {
  const registry = createNameRegistry();
  const names = /* @__PURE__ */ new Map();
  const wanted = ({ name }) => SYSTEM_COLUMNS.has(name) ? `${name}_` : name;
  const unchangedFirst = [...table.columns].sort(
    (a, b) => Number(isChanged(wanted(a), a.name)) - Number(isChanged(wanted(b), b.name))
  );
  for (const column of unchangedFirst) names.set(column.name, registry.take(wanted(column)));
  for (const column of table.columns) {
    const name = names.get(column.name) ?? column.name;
    issues.push(...nameIssues(column.name, name, { table: table.name, column: column.name }));
  }
  return names;
}
function isChanged(wanted, original = wanted) {
  return fitName(wanted) !== original;
}
function nameIssues(source, target, place2) {
  if (source === target) return [];
  if (source === "") {
    return [
      planned2(
        issue("empty-identifier", { ...place2, message: `The name is empty; in the target it is ${target}` })
      )
    ];
  }
  if (SYSTEM_COLUMNS.has(source)) {
    const message2 = `${source} is a system column of PostgreSQL; in the target it is ${target}`;
    return [planned2(issue("reserved-column-name", { ...place2, message: message2 }))];
  }
  const bytes = Buffer.byteLength(source);
  const message = `The name has ${bytes} bytes; in the target it is ${target}`;
  return bytes > 63 ? [planned2(issue("identifier-too-long", { ...place2, message }))] : [];
}
function planned2(found2) {
  return { issue: found2, rowsWhere: null };
}

// src/stages/target/derive-indexes.ts
function deriveIndexes(table, names) {
  const columns = expressionColumns(table.columns);
  return table.table.indexes.map(
    (index) => deriveIndex(table, index, names.get(index) ?? index.name, columns)
  );
}
function deriveIndex(table, index, name, columns) {
  const parts = index.parts.map((part) => translatePart(table, part, columns));
  const where = index.where === null ? null : translateCondition(index.where, columns);
  const failure = [...parts, where].find((part) => part !== null && !part.ok);
  const place2 = { table: table.table.name, object: index.name };
  const names = nameIssues(index.name, name, place2);
  if (failure !== void 0 && failure !== null && !failure.ok)
    return dropped(table, index, failure.reason, names);
  const terms = parts.flatMap((part) => part.ok ? [part] : []);
  const predicate2 = where?.ok ? where.sql : null;
  const list = terms.map((part, at) => `${part.sql}${index.parts[at]?.descending ? " DESC" : ""}`);
  const head = `CREATE ${index.unique ? "UNIQUE INDEX" : "INDEX"} ${formatIdentifier(name)}`;
  const condition = predicate2 === null ? "" : ` WHERE ${predicate2}`;
  const isTranslated = predicate2 !== null || terms.some(({ plain }) => !plain);
  return {
    postData: [
      {
        kind: index.unique ? "unique-index" : "index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `${head} ON ${formatQualified(table)} USING btree (${list.join(", ")})${condition}`,
        validateSql: null,
        columns: terms.map(({ quoted }) => quoted),
        where: predicate2,
        expression: null,
        parent: null,
        entry: {
          type: "index",
          name: index.name,
          table: table.table.name,
          status: isTranslated ? "translated" : "kept",
          sql: index.sql,
          reason: name === index.name ? null : `its name in the target is ${name}`
        }
      }
    ],
    issues: [...names, ...customCollations(table, index)]
  };
}
function translatePart(table, part, columns) {
  if (part.expression !== null) {
    const translation = translateValue(part.expression, columns);
    if (!translation.ok) return translation;
    const sql = `(${translation.sql})`;
    return { ok: true, sql, quoted: sql, plain: false };
  }
  const column = findColumn(table, part.column ?? "");
  if (column === void 0) return { ok: false, reason: "the index names a column that does not exist" };
  const collated = collatedColumn(column, part.collation);
  return collated === null ? { ok: true, sql: formatIdentifier(column.name), quoted: quoteIdentifier(column.name), plain: true } : { ok: true, sql: collated, quoted: collated, plain: false };
}
function dropped(table, index, reason, names) {
  const message = index.unique ? `The unique index is not in the target, and its rule is gone: ${reason}` : `The index is not in the target: ${reason}`;
  const place2 = { table: table.table.name, object: index.name };
  return {
    ledger: [
      { type: "index", name: index.name, table: table.table.name, status: "dropped", sql: index.sql, reason }
    ],
    issues: [...names, planned("index-not-translated", { ...place2, message, ...ifUnique(index) })]
  };
}
function ifUnique({ unique }) {
  return unique ? { priority: "HIGH" } : {};
}
function customCollations(table, index) {
  const own = index.parts.filter(({ column, collation }) => {
    const known = ["BINARY", "NOCASE", "RTRIM", findColumn(table, column ?? "")?.column.collation];
    return !known.includes(collation);
  });
  const [part] = own;
  if (part === void 0) return [];
  const message = `The index sorts by ${part.collation}, in the target by the default order`;
  return [planned("custom-collation", { table: table.table.name, object: index.name, message })];
}

// src/stages/target/finding.ts
function plannedIssue(table, column, finding) {
  const { code, rows, message, priority } = finding;
  return {
    issue: issue(code, { table, column, rows, message, ...priority === void 0 ? {} : { priority } }),
    rowsWhere: finding.where
  };
}
function counted(rows, one, many) {
  return rows === 1 ? `1 ${one}` : `${rows.toLocaleString("en-US")} ${many}`;
}

// src/stages/target/derive-keys.ts
function deriveKeys(table, relations, constraints) {
  const { primaryKey, uniques } = table.table;
  const named2 = { relations, constraints };
  return [
    ...primaryKey === null ? [noPrimaryKey(table)] : derivePrimaryKey(table, primaryKey, named2),
    ...uniques.flatMap((unique) => deriveKey(table, unique, named2, "unique"))
  ];
}
function noPrimaryKey(table) {
  return {
    issues: [planned("no-primary-key", { table: table.table.name, message: "The table has no primary key" })]
  };
}
function derivePrimaryKey(table, key, names) {
  const issues = keyColumns(table, key).flatMap((column) => nullInKey(table, column));
  return [...deriveKey(table, key, names, "primary-key"), { issues }];
}
function deriveKey(table, key, names, type) {
  const columns = keyColumns(table, key);
  const isPrimary = type === "primary-key" && !primaryKeyHasNull(table);
  const usual = type === "primary-key" ? "pkey" : `${columns.map(({ name: name2 }) => name2).join("_")}_key`;
  const name = names.relations.take(key.name ?? `${table.name}_${usual}`);
  names.constraints.take(name);
  const list = columns.map(({ name: column }) => formatIdentifier(column)).join(", ");
  const changes = [
    ...type === "primary-key" && !isPrimary ? ["it is UNIQUE, because the key holds NULL"] : [],
    ...key.onConflict === null ? [] : ["ON CONFLICT is gone"]
  ];
  return [
    {
      postData: [
        {
          kind: isPrimary ? "primary-key" : "unique",
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          name,
          sql: `ALTER TABLE ONLY ${formatQualified(table)}
    ADD CONSTRAINT ${formatIdentifier(name)} ${isPrimary ? "PRIMARY KEY" : "UNIQUE"} (${list})`,
          validateSql: null,
          columns: columns.map(({ name: column }) => quoteIdentifier(column)),
          where: null,
          expression: null,
          parent: null,
          entry: {
            type,
            name,
            table: table.table.name,
            status: changes.length === 0 ? "kept" : "changed",
            sql: keySql(key, type),
            reason: changes.length === 0 ? null : changes.join("; ")
          }
        }
      ],
      issues: onConflict(key.onConflict, table.table.name, name)
    },
    collationObject(table, key.parts, name, names.relations)
  ];
}
function keyColumns(table, key) {
  return [...new Set(key.parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []))];
}
function keySql({ name, parts, onConflict: action }, type) {
  const columns = parts.map(
    ({ column, descending }) => `${quoteIdentifier(column ?? "")}${descending ? " DESC" : ""}`
  );
  return [
    ...name === null ? [] : [`CONSTRAINT ${quoteIdentifier(name)}`],
    `${type === "primary-key" ? "PRIMARY KEY" : "UNIQUE"} (${columns.join(", ")})`,
    ...action === null ? [] : [`ON CONFLICT ${action}`]
  ].join(" ");
}
function nullInKey(table, { column }) {
  const { nulls } = column.profile;
  if (nulls === 0) return [];
  const message = `${counted(nulls, "row has", "rows have")} NULL in the primary key; the target has UNIQUE instead`;
  return [
    {
      issue: issue("null-in-primary-key", {
        table: table.table.name,
        column: column.name,
        rows: nulls,
        message
      }),
      rowsWhere: isNull(quoteIdentifier(column.name))
    }
  ];
}

// src/stages/target/derive-identity.ts
var LARGEST_KEY = 2n ** 63n - 1n;
function deriveIdentity(table, column, relations) {
  const { autoincrement } = table.table;
  const highest = highestKey(table.table, column.column);
  const entry = {
    type: "sequence",
    name: column.column.name,
    table: table.table.name,
    status: "translated",
    sql: `INTEGER PRIMARY KEY${autoincrement ? " AUTOINCREMENT" : ""}`,
    reason: null
  };
  const place2 = { table: table.table.name, column: column.column.name };
  const message = `The highest key is ${LARGEST_KEY}, after which there is none`;
  return {
    sql: `GENERATED BY DEFAULT AS IDENTITY${sequenceOption(table, column, relations)}`,
    part: {
      sequences: [
        {
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          column: column.name,
          highest,
          entry
        }
      ],
      issues: highest === LARGEST_KEY ? [planned("sequence-exhausted", { ...place2, message })] : []
    }
  };
}
function sequenceOption(table, column, relations) {
  const usual = `${table.name}_${column.name}_seq`;
  const name = relations.take(usual);
  return name === usual ? "" : ` (SEQUENCE NAME ${formatQualified({ schema: table.schema, name })})`;
}

// src/stages/target/render-type.ts
function renderType(type) {
  switch (type.kind) {
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`;
    case "varchar":
      return `character varying(${type.length})`;
    case "char":
      return `character(${type.length})`;
    case "time":
    case "timestamp":
      return `${type.kind} without time zone`;
    case "timestamptz":
      return "timestamp with time zone";
    case "other":
      return type.name;
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "text":
    case "bytea":
    case "boolean":
    case "date":
    case "json":
    case "jsonb":
    case "uuid":
      return type.kind;
    default:
      return type;
  }
}

// src/stages/target/iso-text.ts
function isIsoDate(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null || match[1] === "0000") return false;
  const day = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
function isIsoTime(text) {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(text);
}
function isIsoTimestamp(text, zoned) {
  if (isIsoDate(text)) return true;
  const match = /^(.{10})[ T](.+?)(Z|[+-]\d{2}(:?\d{2})?)?$/.exec(text);
  const [, day = "", time = "", offset = ""] = match ?? [];
  const isUtc = ["", "Z", "+00:00", "+0000", "+00"].includes(offset);
  return isIsoDate(day) && isIsoTime(time) && (zoned || isUtc);
}

// src/stages/target/default-literal.ts
function defaultLiteral(value, type, epoch) {
  switch (type.kind) {
    case "bigint":
      return integerText(value);
    case "double precision":
      return numberText(value);
    case "numeric":
      return fitsDecimal(numberText(value), type.precision, type.scale);
    case "text":
      return typed(textOf(value), type);
    case "varchar": {
      const text = textOf(value);
      return text === null || [...text].length > type.length ? null : `${quoteLiteral(text)}::character varying`;
    }
    case "bytea":
      return bytesLiteral(value);
    case "boolean":
      return booleanText(value);
    case "timestamptz":
      return value.kind === "integer" ? epochLiteral(value.value, epoch) : textual(value, type);
    default:
      return textual(value, type);
  }
}
var TEXT_TESTS = {
  date: isIsoDate,
  time: isIsoTime,
  timestamp: (text) => isIsoTimestamp(text, false),
  timestamptz: (text) => isIsoTimestamp(text, true),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  json: isJson
};
function textual(value, type) {
  const text = value.kind === "text" || type.kind === "json" ? textOf(value) : null;
  return text !== null && TEXT_TESTS[type.kind]?.(text) === true ? typed(text, type) : null;
}
function typed(text, type) {
  return text === null ? null : `${quoteLiteral(text)}::${renderType(type)}`;
}
function integerText(value) {
  if (value.kind === "integer") return value.value.toString();
  const text = value.kind === "text" ? value.value.trim() : "";
  if (/^[+-]?\d{1,18}$/.test(text)) return BigInt(text.replace("+", "")).toString();
  return value.kind === "real" && Number.isSafeInteger(value.value) ? value.value.toString() : null;
}
function numberText(value) {
  const integer = integerText(value);
  if (integer !== null) return integer;
  const number = value.kind === "text" && isDecimal(value.value) ? Number(value.value) : null;
  const real = value.kind === "real" ? value.value : number;
  return real === null || !Number.isFinite(real) ? null : String(real);
}
function isDecimal(text) {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
}
function fitsDecimal(text, precision, scale) {
  if (text === null || precision === null) return text;
  const [, whole = "", decimals = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const fits2 = whole !== "" && decimals.length <= (scale ?? 0) && whole.length <= precision - (scale ?? 0);
  return fits2 || Number(text) === 0 ? text : null;
}
function textOf(value) {
  switch (value.kind) {
    case "integer":
      return value.value.toString();
    case "text":
      return value.value.includes("\0") ? null : value.value;
    case "real": {
      const text = String(value.value);
      return /[^\d.-]/.test(text) ? null : text.includes(".") ? text : `${text}.0`;
    }
    case "blob":
      return null;
    default:
      return value;
  }
}
function bytesLiteral(value) {
  const bytes = value.kind === "blob" ? value.bytes : value.kind === "text" ? Buffer.from(value.value) : null;
  return bytes === null ? null : `'\\x${bytes.toString("hex")}'::bytea`;
}
function booleanText(value) {
  const text = value.kind === "integer" || value.kind === "text" ? String(value.value).toLowerCase() : "";
  if (["1", "t", "true"].includes(text)) return "true";
  return ["0", "f", "false"].includes(text) ? "false" : null;
}
function epochLiteral(value, epoch) {
  if (epoch === null) return null;
  const moment = new Date(Number(epoch === "seconds" ? value * 1000n : value));
  const inRange = moment.getTime() >= -621355968e5 && moment.getTime() <= 253402300799999;
  return inRange ? `'${moment.toISOString()}'::timestamp with time zone` : null;
}
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// src/stages/target/default-moment.ts
var DAY = "YYYY-MM-DD";
var TIME = "HH24:MI:SS";
function readMoment(name, args) {
  switch (name.toLowerCase()) {
    case "current_timestamp":
    case "datetime":
      return modified("second", `${DAY} ${TIME}`, args);
    case "current_date":
    case "date":
      return modified("day", DAY, args);
    case "current_time":
    case "time":
      return modified("second", TIME, args);
    case "unixepoch":
      return modified("second", null, args);
    case "strftime":
      return formatted(args);
    default:
      return null;
  }
}
function renderMoment(moment, type, epoch) {
  return moment.format === null ? renderSeconds(moment, type, epoch) : renderFormatted(moment, moment.format, type);
}
function renderSeconds(moment, type, epoch) {
  if (moment.local) return null;
  const seconds = `floor(EXTRACT(epoch FROM ${plus("now()", moment)}))::bigint`;
  switch (type.kind) {
    case "bigint":
    case "numeric":
    case "double precision":
      return seconds;
    case "text":
      return `(${seconds})::text`;
    case "timestamptz":
      return epoch === "seconds" ? truncated("second", plus("now()", moment)) : null;
    default:
      return null;
  }
}
function renderFormatted(moment, format, type) {
  const { unit, local } = moment;
  const exact = plus(local ? "LOCALTIMESTAMP" : "(now() AT TIME ZONE 'utc')", moment);
  const hasDay = format.includes("DD");
  switch (type.kind) {
    case "text":
      return `to_char(${exact}, ${quoteLiteral(format)})`;
    case "varchar":
      return spelledLength(format) <= type.length ? `to_char(${exact}, ${quoteLiteral(format)})` : null;
    case "timestamp":
      return hasDay ? truncated(unit, exact) : null;
    case "timestamptz":
      return hasDay && !local ? `(${truncated(unit, exact)} AT TIME ZONE 'utc')` : null;
    case "date":
      return format === DAY ? `(${exact})::date` : null;
    case "time":
      return format === TIME ? `${truncated(unit, exact)}::time without time zone` : null;
    default:
      return null;
  }
}
function spelledLength(format) {
  return format.replaceAll('"', "").replace("HH24", "HH").replace("SS.MS", "SS.MMM").length;
}
function modified(unit, format, args) {
  const [base = "now", ...modifiers] = args;
  if (base.toLowerCase() !== "now") return null;
  const result = { unit, format, intervals: [], local: false };
  for (const modifier of modifiers) {
    const interval = /^([+-]?\d{1,9}) (second|minute|hour|day)s?$/i.exec(modifier.trim());
    if (interval !== null) result.intervals = [...result.intervals, modifier.trim().toLowerCase()];
    else if (modifier === "localtime" && result.intervals.length === 0) result.local = true;
    else return null;
  }
  return result;
}
var PARTS = {
  "%Y": "YYYY",
  "%m": "MM",
  "%d": "DD",
  "%H": "HH24",
  "%M": "MI",
  "%S": "SS",
  "%f": "SS.MS",
  "%F": DAY,
  "%T": TIME,
  "%R": "HH24:MI"
};
function formatted([format = "", ...args]) {
  if (format === "%s") return modified("second", null, args);
  const pieces = format.match(/%.|[^%]+/g) ?? [];
  const parts = pieces.map(
    (piece) => piece.startsWith("%") ? PARTS[piece] : piece.replace(/[A-Za-z"\\]+/g, (word) => `"${word}"`)
  );
  if (format === "" || /["\\]/.test(format) || parts.includes(void 0)) return null;
  const unit = /%f/.test(format) ? "milliseconds" : /%[ST]/.test(format) ? "second" : /%[HMR]/.test(format) ? "minute" : "day";
  return modified(unit, parts.join(""), args);
}
function plus(now, { intervals }) {
  return intervals.reduce((sum, interval) => `(${sum} + '${interval}'::interval)`, now);
}
function truncated(unit, moment) {
  return `date_trunc('${unit}', ${moment})`;
}

// src/stages/target/translate-default.ts
function translateDefault(text, column, type) {
  const parsed = parseExpression(text);
  const value = parsed.ok ? literalValue(parsed.expression) : bareWord(text);
  if (value === "null") return { status: "kept", sql: null, reason: null };
  if (value !== null) return ofLiteral(value, text, column, type);
  const random = randomText(text);
  if (random !== null && type.kind === "text") return random;
  const moment = parsed.ok ? momentOf(parsed.expression) : null;
  if (moment !== null) return ofMoment(moment, column, type);
  const translation = translateValue(text, []);
  if (translation.ok && isAssignable(translation.type, type)) {
    return { status: "translated", sql: translation.sql, reason: null };
  }
  return {
    status: "dropped",
    reason: translation.ok ? `the expression gives no ${type.kind}` : translation.reason
  };
}
function ofLiteral(value, text, column, type) {
  const sql = defaultLiteral(value, type, epochOf(column, type));
  if (sql === null) return { status: "dropped", reason: `the value cannot be a ${type.kind}` };
  const same = sql.toLowerCase() === text.toLowerCase() || sql.startsWith(`${text}::`);
  return { status: same ? "kept" : "translated", sql, reason: null };
}
function ofMoment(moment, column, type) {
  const sql = renderMoment(moment, type, epochOf(column, type));
  if (sql === null) return { status: "dropped", reason: `the moment cannot be a ${type.kind}` };
  return moment.local ? {
    status: "changed",
    sql,
    reason: "local time is that of the session, in SQLite it was that of the machine"
  } : { status: "translated", sql, reason: null };
}
function epochOf({ profile }, type) {
  const countsFromEpoch = type.kind === "timestamptz" && profile.integers > 0 && profile.texts === 0;
  return countsFromEpoch ? epochUnit(profile.integerMin ?? 0n, profile.integerMax ?? 0n) : null;
}
function literalValue(tree) {
  switch (tree.kind) {
    case "null":
      return "null";
    case "text":
      return { kind: "text", value: tree.value };
    case "name":
      return tree.spelling === "qualified" ? null : wordValue(tree);
    case "blob":
      return { kind: "blob", bytes: Buffer.from(tree.hex, "hex") };
    case "number":
      return numberValue(tree.text);
    case "unary":
      return signed(tree.operator, literalValue(tree.operand));
    default:
      return null;
  }
}
function wordValue({ name, spelling }) {
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return { kind: "integer", value: word === "true" ? 1n : 0n };
  return { kind: "text", value: name };
}
function numberValue(text) {
  const isInteger = /^(\d+|0x[0-9a-f]+)$/i.test(text);
  const value = isInteger ? BigInt(text) : 0n;
  return isInteger && value < 2n ** 63n ? { kind: "integer", value } : { kind: "real", value: Number(text) };
}
function signed(operator2, value) {
  if (value === null || value === "null" || operator2 === "+") return value;
  if (operator2 !== "-") return null;
  if (value.kind === "integer") return { kind: "integer", value: -value.value };
  return value.kind === "real" ? { kind: "real", value: -value.value } : null;
}
function bareWord(text) {
  return /^[A-Za-z_]\w*$/.test(text) ? { kind: "text", value: text } : null;
}
function momentOf(tree) {
  switch (tree.kind) {
    case "moment":
      return readMoment(tree.name, []);
    case "cast": {
      const seconds = momentOf(tree.operand);
      return seconds?.format === null ? seconds : null;
    }
    case "call": {
      const texts2 = tree.args.flatMap((arg) => arg.kind === "text" ? [arg.value] : []);
      return texts2.length === tree.args.length ? readMoment(tree.name, texts2) : null;
    }
    default:
      return null;
  }
}
var RANDOM_BYTES = /^\(*(lower|)\(?hex\(randomblob\(16\)\)\)*$/;
var UUID_V4 = /^\(*lower\(hex\(randomblob\(4\)\)\)\|\|'-'\|\|lower\(hex\(randomblob\(2\)\)\)\|\|'-4'\|\|substr\(lower\(hex\(randomblob\(2\)\)\),2\)\|\|'-'\|\|substr\('89ab',(1\+\(?abs\(random\(\)\)%4\)?|abs\(random\(\)\)%4\+1),1\)\|\|substr\(lower\(hex\(randomblob\(2\)\)\),2\)\|\|'-'\|\|lower\(hex\(randomblob\(6\)\)\)\)*$/;
function randomText(text) {
  const plain = text.toLowerCase().replace(/\s+/g, "");
  if (UUID_V4.test(plain)) return { status: "translated", sql: "gen_random_uuid()::text", reason: null };
  if (!RANDOM_BYTES.test(plain)) return null;
  const digits = "replace(gen_random_uuid()::text, '-'::text, ''::text)";
  const sql = plain.includes("lower(") ? digits : `upper(${digits})`;
  return {
    status: "changed",
    sql,
    reason: "122 of the 128 bits are random, the others are those of a version 4 UUID"
  };
}

// src/stages/target/derive-column.ts
var NO_CLAUSE = { sql: "", part: {} };
function deriveColumn(table, column, relations) {
  const isRowid = table.table.rowidAlias === column.column.name;
  const identity = isRowid ? deriveIdentity(table, column, relations) : NO_CLAUSE;
  const initial = deriveDefault(table, column);
  const generated = deriveGenerated(table, column);
  const notNull = deriveNotNull(table, column);
  const clauses = [identity, initial, generated, notNull];
  return {
    target: {
      source: column.column.name,
      name: column.name,
      type: column.type,
      notNull: notNull.sql !== "",
      generated: generated.sql !== "",
      identity: isRowid
    },
    line: [
      `${formatIdentifier(column.name)} ${renderType(column.type)}`,
      ...clauses.map(({ sql }) => sql).filter((sql) => sql !== "")
    ].join(" "),
    parts: [
      { issues: [...column.issues, ...collationIssue(table, column)] },
      ...clauses.map(({ part }) => part)
    ]
  };
}
function deriveDefault(table, { column, type }) {
  if (column.defaultText === null || column.generated !== null) return NO_CLAUSE;
  const sql = `DEFAULT ${column.defaultText}`;
  const translated = translateDefault(column.defaultText, column, type);
  const { status, reason } = translated;
  const ledger = [columnEntry(table, column.name, "default", { status, sql, reason })];
  if (table.table.rowidAlias === column.name) return { sql: "", part: { ledger } };
  if (translated.status !== "dropped") {
    return { sql: translated.sql === null ? "" : `DEFAULT ${translated.sql}`, part: { ledger } };
  }
  const message = `${sql} is not in the target: ${translated.reason}`;
  const issues = [
    planned("default-not-translated", { table: table.table.name, column: column.name, message })
  ];
  return { sql: "", part: { ledger, issues } };
}
function deriveGenerated(table, { column, type }) {
  if (column.generated === null) return NO_CLAUSE;
  const { expression, stored } = column.generated;
  const sql = `GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`;
  const sources = table.columns.filter((other) => other.column.generated === null);
  const translation = translateValue(expression, expressionColumns(sources));
  if (translation.ok && isAssignable(translation.type, type)) {
    const fate = stored ? { status: "translated", sql, reason: null } : { status: "changed", sql, reason: "the column is stored" };
    const ledger = [columnEntry(table, column.name, "generated", fate)];
    return { sql: `GENERATED ALWAYS AS (${translation.sql}) STORED`, part: { ledger } };
  }
  const reason = translation.ok ? `the expression gives no ${type.kind}` : translation.reason;
  const message = `The target has an ordinary column: ${reason}`;
  const place2 = { table: table.table.name, column: column.name };
  return {
    sql: "",
    part: {
      ledger: [columnEntry(table, column.name, "generated", { status: "dropped", sql, reason })],
      issues: [planned("generated-column-not-translated", { ...place2, message })]
    }
  };
}
function deriveNotNull(table, derived) {
  const { column } = derived;
  const { nulls } = column.profile;
  const inKey = primaryKeyColumns(table).includes(derived) && !primaryKeyHasNull(table);
  const sql = inKey || column.notNull && nulls === 0 ? "NOT NULL" : "";
  if (!column.notNull) return { sql, part: {} };
  const action = column.notNullOnConflict;
  const entry = columnEntry(table, column.name, "not-null", {
    status: nulls > 0 ? "dropped" : action === null ? "kept" : "changed",
    sql: action === null ? "NOT NULL" : `NOT NULL ON CONFLICT ${action}`,
    reason: nulls > 0 ? `${counted(nulls, "row is", "rows are")} NULL` : action && "ON CONFLICT is gone"
  });
  const place2 = { table: table.table.name, column: column.name };
  const message = `${counted(nulls, "row is", "rows are")} NULL in a NOT NULL column; the target allows NULL`;
  const broken = {
    issue: issue("null-in-not-null", { ...place2, rows: nulls, message }),
    rowsWhere: isNull(quoteIdentifier(column.name))
  };
  const conflict = onConflict(action, table.table.name, "NOT NULL", column.name);
  return { sql, part: { ledger: [entry], issues: [...nulls > 0 ? [broken] : [], ...conflict] } };
}
function collationIssue(table, { column, type }) {
  const place2 = { table: table.table.name, column: column.name };
  const isText = type.kind === "text" || type.kind === "varchar";
  if (column.collation === "BINARY" || !isText) return [];
  const message = `The column compares by ${column.collation}, in the target byte by byte`;
  switch (column.collation) {
    case "NOCASE":
      return [planned("nocase-collation", { ...place2, message })];
    case "RTRIM":
      return [planned("rtrim-collation", { ...place2, message })];
    default:
      return [planned("custom-collation", { ...place2, message })];
  }
}
function columnEntry(table, column, type, fate) {
  return { type, name: column, table: table.table.name, ...fate };
}

// src/stages/target/derive-table.ts
function deriveTable(derived, relations) {
  const columns = derived.columns.map((column) => deriveColumn(derived, column, relations));
  const lines = columns.map(({ line }) => `    ${line}`).join(",\n");
  return {
    target: {
      source: derived.table.name,
      schema: derived.schema,
      name: derived.name,
      columns: columns.map(({ target }) => target),
      createSql: `CREATE TABLE ${formatQualified(derived)} (
${lines}
)`
    },
    parts: columns.flatMap(({ parts }) => parts)
  };
}

// src/stages/target/decide-bytes.ts
function decideBytes(profile, column) {
  const { texts: texts2 } = profile;
  const numbers = profile.integers + profile.reals;
  const findings = [];
  if (texts2 > 0) {
    findings.push({
      code: "text-in-blob",
      rows: texts2,
      where: `typeof(${column}) = 'text'`,
      message: `${counted(texts2, "value is a text", "values are texts")} in a column of blobs`
    });
  }
  if (numbers > 0) {
    findings.push({
      code: "wrong-storage-class",
      rows: numbers,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(numbers, "value is a number", "values are numbers")} in a column of blobs`
    });
  }
  return { type: { kind: "bytea" }, findings };
}

// src/stages/target/decide-number.ts
function decideNumber(intent, profile, column) {
  const type = numberType(intent, profile);
  return {
    type,
    findings: [
      ...misfits(profile, column),
      ...intent.kind === "integer" ? integerFindings(profile, column, type) : [],
      ...intent.kind === "decimal" ? decimalFindings(intent, profile, column) : [],
      ...infinities(profile, column)
    ]
  };
}
function numberType(intent, profile) {
  switch (intent.kind) {
    case "integer":
      return profile.reals === 0 ? { kind: "bigint" } : widestNumber(profile);
    case "float":
      return widestNumber(profile);
    case "decimal": {
      const limited = intent.precision !== null && profile.decimalMisfits === 0 && profile.realsInfinite === 0;
      return limited ? { kind: "numeric", precision: intent.precision, scale: intent.scale } : { kind: "numeric", precision: null, scale: null };
    }
    default:
      return intent;
  }
}
function widestNumber(profile) {
  return profile.integersBeyondDouble === 0 ? { kind: "double precision" } : { kind: "numeric", precision: null, scale: null };
}
function misfits(profile, column) {
  const rows = profile.texts + profile.blobs;
  if (rows === 0) return [];
  return [
    {
      code: "wrong-storage-class",
      rows,
      where: `typeof(${column}) in ('text', 'blob')`,
      message: `${counted(rows, "value is", "values are")} text or binary in a column of numbers`
    }
  ];
}
function integerFindings(profile, column, type) {
  const fractions = profile.reals - profile.realsBeyondDouble - profile.realsInfinite;
  const huge = profile.realsBeyondDouble;
  const findings = [];
  if (fractions > 0) {
    findings.push({
      code: "fraction-in-integer",
      rows: fractions,
      where: `typeof(${column}) = 'real' and abs(${column}) <= 9007199254740992`,
      message: `${counted(fractions, "number is", "numbers are")} stored as REAL in an integer column; the target is ${type.kind}`
    });
  }
  if (huge > 0) {
    findings.push({
      code: "integer-beyond-64-bits",
      rows: huge,
      where: lostDigits(column),
      message: `${counted(huge, "whole number is", "whole numbers are")} too large for 64 bits and rounded already; the target is ${type.kind}`
    });
  }
  return findings;
}
function decimalFindings(intent, profile, column) {
  const { precision, scale } = intent;
  const findings = [];
  if (precision !== null && profile.decimalMisfits > 0) {
    const fitting = fits({ kind: "decimal", precision, scale }, column);
    findings.push({
      code: "decimal-overflow",
      rows: profile.decimalMisfits,
      where: `typeof(${column}) in ('integer', 'real') and not ${fitting}`,
      message: `${counted(profile.decimalMisfits, "number does", "numbers do")} not fit numeric(${precision},${scale ?? 0}); the target is numeric without limits`
    });
  }
  if (profile.realsBeyondDouble > 0) {
    findings.push({
      code: "digits-already-lost",
      rows: profile.realsBeyondDouble,
      where: lostDigits(column),
      message: `${counted(profile.realsBeyondDouble, "decimal was", "decimals were")} stored as REAL beyond 2^53`
    });
  }
  return findings;
}
function infinities(profile, column) {
  if (profile.realsInfinite === 0) return [];
  return [
    {
      code: "non-finite-number",
      rows: profile.realsInfinite,
      where: `typeof(${column}) = 'real' and abs(${column}) = 9e999`,
      message: `${counted(profile.realsInfinite, "number is", "numbers are")} infinite`
    }
  ];
}
function lostDigits(column) {
  return `typeof(${column}) = 'real' and abs(${column}) > 9007199254740992 and abs(${column}) < 9e999`;
}

// src/stages/target/decide-text.ts
function decideText(length, profile, column) {
  const tooLong = length !== null && profile.longestText > length;
  const unsure = profile.integers + profile.reals > 0 || profile.longestBlobBytes > (length ?? 0);
  return {
    type: length === null || tooLong || unsure ? { kind: "text" } : { kind: "varchar", length },
    findings: [
      ...tooLong ? [overflow(length, profile, column)] : [],
      ...blobsAmongTexts(profile, column),
      ...textHazards(profile, column)
    ]
  };
}
function textHazards(profile, column) {
  const findings = [];
  if (profile.textsWithNul > 0) {
    findings.push({
      code: "nul-in-text",
      rows: profile.textsWithNul,
      where: textHasNul(column),
      message: `${counted(profile.textsWithNul, "text holds", "texts hold")} the character U+0000`
    });
  }
  if (profile.textsInvalidUtf8 > 0) {
    findings.push({
      code: "invalid-utf8",
      rows: profile.textsInvalidUtf8,
      where: textIsInvalidUtf8(column),
      message: `${counted(profile.textsInvalidUtf8, "text is", "texts are")} not valid UTF-8`
    });
  }
  return findings;
}
function overflow(length, profile, column) {
  return {
    code: "varchar-overflow",
    rows: 0,
    where: `typeof(${column}) = 'text' and length(${column}) > ${length}`,
    message: `Texts are longer than the declared ${length} characters, the longest has ${profile.longestText.toLocaleString("en-US")}; the target is text`
  };
}
function blobsAmongTexts(profile, column) {
  if (profile.blobs === 0) return [];
  const refused = profile.blobs - profile.blobsUtf8;
  const fate = refused === 0 ? "all of them valid UTF-8" : "not all of them valid UTF-8";
  return [
    {
      code: "blob-in-text",
      rows: profile.blobs,
      where: `typeof(${column}) = 'blob'`,
      message: `${counted(profile.blobs, "value is a blob", "values are blobs")} in a text column, ${fate}`,
      ...refused === 0 ? {} : { priority: "HIGH" }
    }
  ];
}

// src/stages/target/decide-date.ts
function decideDate(intent, profile, column) {
  const forms = profile.textForms;
  if (forms["timestamp-nano"] > 0) return keepDecimals(profile, column);
  const withTime = isoTexts(profile) - forms.date;
  const withOffset = forms["timestamp-utc"] + forms["timestamp-offset"];
  if (intent.kind === "date" && withTime === 0) {
    return { type: { kind: "date" }, findings: dateMisfits({ kind: "date" }, forms.date, profile, column) };
  }
  const zoned = withOffset > 0 || intent.kind === "timestamp" && intent.zoned;
  const type = zoned ? { kind: "timestamptz" } : { kind: "timestamp" };
  return {
    type,
    findings: [
      ...intent.kind === "date" ? [timesInDates(withTime, type, column)] : [],
      ...zoned ? zoneFindings(profile, column) : [],
      ...dateMisfits(type, isoTexts(profile), profile, column)
    ]
  };
}
function decideTime(profile, column) {
  const type = { kind: "time" };
  return { type, findings: dateMisfits(type, profile.textForms.time, profile, column) };
}
function decideEpoch(profile, column) {
  const rows = valueCount(profile);
  const where = `not ${isNull(column)}`;
  const unit = profile.reals > 0 ? null : epochUnit(profile.integerMin ?? 0n, profile.integerMax ?? 0n);
  if (unit !== null) {
    const message2 = `${counted(rows, "number is", "numbers are")} taken as ${unit} since 1970-01-01 UTC`;
    return { type: { kind: "timestamptz" }, findings: [{ code: "date-encoding", rows, where, message: message2 }] };
  }
  const type = profile.reals > 0 ? widestNumber(profile) : { kind: "bigint" };
  const message = `${counted(rows, "number", "numbers")} could mean several things; the target is ${type.kind}`;
  return { type, findings: [{ code: "date-encoding-unknown", rows, where, message }] };
}
function keepDecimals(profile, column) {
  const rows = profile.textForms["timestamp-nano"];
  return {
    type: { kind: "text" },
    findings: [
      {
        code: "sub-microsecond",
        rows,
        where: hasForm(column, ["timestamp-nano"]),
        message: `${counted(rows, "timestamp has", "timestamps have")} more than six decimals; the target is text`
      },
      ...noDates(profile, column),
      ...decideText(null, profile, column).findings
    ]
  };
}
function noDates(profile, column) {
  const { textForms } = profile;
  const rows = textForms.other + textForms.time + textForms.boolean + textForms.uuid;
  const where = hasForm(column, ["other", "time", "boolean", "uuid"]);
  const message = `${counted(rows, "text is", "texts are")} not a timestamp in ISO form; the target is text`;
  return rows === 0 ? [] : [{ code: "invalid-date", rows, where, message }];
}
function timesInDates(rows, type, column) {
  return {
    code: "declared-type-not-followed",
    rows,
    where: hasForm(column, ["timestamp", "timestamp-utc", "timestamp-offset"]),
    message: `${counted(rows, "value has", "values have")} a time in a DATE column; the target is ${type.kind}`,
    priority: "LOW"
  };
}
function zoneFindings(profile, column) {
  const shifted = profile.textForms["timestamp-offset"];
  const naive = profile.textForms.timestamp + profile.textForms.date;
  const findings = [];
  if (shifted > 0) {
    findings.push({
      code: "time-zone-normalised",
      rows: shifted,
      where: hasForm(column, ["timestamp-offset"]),
      message: `${counted(shifted, "timestamp has", "timestamps have")} an offset other than UTC`
    });
  }
  if (naive > 0) {
    findings.push({
      code: "time-zone-mixed",
      rows: naive,
      where: hasForm(column, ["timestamp", "date"]),
      message: `${counted(naive, "timestamp has", "timestamps have")} no offset and ${naive === 1 ? "is" : "are"} taken as UTC`
    });
  }
  return findings;
}
function dateMisfits(type, fitting, profile, column) {
  const numbers = profile.integers + profile.reals;
  const others = valueCount(profile) - fitting - numbers;
  const findings = [];
  if (numbers > 0) findings.push({ ...numbersAmongDates(numbers, column), priority: "HIGH" });
  if (others > 0) {
    findings.push({
      code: "invalid-date",
      rows: others,
      where: `typeof(${column}) in ('text', 'blob') and not ${fits(type, column)}`,
      message: `${counted(others, "value is", "values are")} not a ${type.kind} in ISO form`
    });
  }
  return findings;
}
function numbersAmongDates(rows, column) {
  return {
    code: "date-encodings-mixed",
    rows,
    where: `typeof(${column}) in ('integer', 'real')`,
    message: `${counted(rows, "value is a number", "values are numbers")} among ISO dates`
  };
}
function hasForm(column, forms) {
  return `typeof(${column}) = 'text' and ${textForm(column)} in (${forms.map((form) => `'${form}'`).join(", ")})`;
}

// src/stages/target/follow-data.ts
function followData(profile, column) {
  const type = typeOfData(profile);
  switch (type.kind) {
    case "bytea":
      return decideBytes(profile, column);
    case "text":
      return { type, findings: [...blobsAmongTexts(profile, column), ...textHazards(profile, column)] };
    default:
      return { type, findings: [] };
  }
}
function typeOfData(profile) {
  const { integers, reals, texts: texts2, blobs } = profile;
  const numbers = integers + reals;
  const unloadable = profile.textsWithNul + profile.textsInvalidUtf8;
  if (blobs > 0) return numbers < blobs ? { kind: "bytea" } : { kind: "text" };
  if (texts2 > 0) return numbers === 0 && unloadable * 2 > texts2 ? { kind: "bytea" } : { kind: "text" };
  if (reals > 0) return widestNumber(profile);
  return integers > 0 ? { kind: "bigint" } : { kind: "text" };
}

// src/stages/target/decide-undeclared.ts
function decideUndeclared(profile, subject) {
  const decision = followData(profile, subject);
  const classes = [
    { rows: profile.integers + profile.reals, test: `typeof(${subject}) not in ('integer', 'real', 'null')` },
    { rows: profile.texts, test: `typeof(${subject}) not in ('text', 'null')` },
    { rows: profile.blobs, test: `typeof(${subject}) not in ('blob', 'null')` }
  ].sort((a, b) => b.rows - a.rows);
  const [main] = classes;
  const rows = valueCount(profile) - (main?.rows ?? 0);
  if (rows === 0 || main === void 0) return decision;
  const finding = {
    code: "mixed-storage-classes",
    rows,
    where: main.test,
    message: `${counted(rows, "value is", "values are")} of another storage class than most; the target is ${decision.type.kind}`
  };
  return { ...decision, findings: [finding, ...decision.findings] };
}

// src/stages/target/decide-uuid.ts
function decideUuid(profile, subject) {
  const rows = valueCount(profile) - profile.textForms.uuid;
  if (rows === 0) return { type: { kind: "uuid" }, findings: [] };
  const finding = {
    code: "invalid-uuid",
    rows,
    where: `not ${fits({ kind: "uuid" }, subject)}`,
    message: `${counted(rows, "value is", "values are")} not a canonical UUID; the target is text`
  };
  return { type: { kind: "text" }, findings: [finding, ...decideText(null, profile, subject).findings] };
}

// src/stages/target/type-rules.ts
var POSTGRES = "https://www.postgresql.org/docs/current";
var TYPE_RULES = [
  {
    names: [
      "INTEGER",
      "INT",
      "TINYINT",
      "SMALLINT",
      "MEDIUMINT",
      "BIGINT",
      "BIG INT",
      "INT2",
      "INT4",
      "INT8",
      "INT16",
      "INT32",
      "INT64",
      "LONG",
      "SHORT",
      "SERIAL",
      "BIGSERIAL",
      "UNSIGNED",
      "SIGNED"
    ],
    intent: { kind: "integer" },
    target: "bigint",
    otherwise: "double precision with fractions; numeric when a number beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-INT`
  },
  {
    names: ["REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "FLOAT4", "FLOAT8"],
    intent: { kind: "float" },
    target: "double precision",
    otherwise: "numeric when an integer beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-FLOAT`
  },
  {
    names: ["DECIMAL", "DEC", "NUMERIC", "NUMBER", "FIXED", "MONEY", "SMALLMONEY", "CURRENCY"],
    intent: { kind: "decimal", precision: null, scale: null },
    target: "numeric(p,s), or numeric where no precision is declared",
    otherwise: "numeric when a number does not fit; boolean when DEFAULT is TRUE or FALSE and all are 0 or 1",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL`
  },
  {
    names: [
      "TEXT",
      "CLOB",
      "STRING",
      "TINYTEXT",
      "MEDIUMTEXT",
      "LONGTEXT",
      "LONGVARCHAR",
      "NTEXT",
      "NCLOB",
      "CITEXT",
      "ENUM"
    ],
    intent: { kind: "text", length: null },
    target: "text",
    otherwise: "bytea when most values are not text",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: [
      "VARCHAR",
      "CHAR",
      "CHARACTER",
      "NCHAR",
      "NVARCHAR",
      "VARCHAR2",
      "NVARCHAR2",
      "CHARACTER VARYING",
      "VARYING CHARACTER",
      "NATIVE CHARACTER"
    ],
    intent: { kind: "text", length: 0 },
    target: "character varying(n), or text where no length is declared",
    otherwise: "text when a value is longer",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: ["BLOB", "BYTEA", "BINARY", "VARBINARY", "IMAGE", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB"],
    intent: { kind: "bytes" },
    target: "bytea",
    otherwise: "texts arrive as their bytes",
    spec: `${POSTGRES}/datatype-binary.html`
  },
  {
    names: ["BOOLEAN", "BOOL"],
    intent: { kind: "boolean" },
    target: "boolean",
    otherwise: "whatever holds the values, when most are not 0, 1, t, f, true or false",
    spec: `${POSTGRES}/datatype-boolean.html`
  },
  {
    names: ["DATE"],
    intent: { kind: "date" },
    target: "date",
    otherwise: "timestamp or timestamptz when a value has a time; timestamptz for epoch numbers",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIME", "TIME WITHOUT TIME ZONE"],
    intent: { kind: "time" },
    target: "time",
    otherwise: "text",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"],
    intent: { kind: "timestamp", zoned: false },
    target: "timestamp",
    otherwise: "timestamptz when a value has an offset or all count from an epoch; text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE", "DATETIMEOFFSET"],
    intent: { kind: "timestamp", zoned: true },
    target: "timestamptz",
    otherwise: "text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html#DATATYPE-TIMEZONES`
  },
  {
    names: ["JSON", "JSONB"],
    intent: { kind: "json" },
    target: "json",
    otherwise: "text in keys and indexes, which json cannot have; never jsonb, which respells values",
    spec: `${POSTGRES}/datatype-json.html`
  },
  {
    names: ["UUID", "GUID", "UNIQUEIDENTIFIER"],
    intent: { kind: "uuid" },
    target: "uuid",
    otherwise: "text when a value is not canonical; bytea for binary ones",
    spec: `${POSTGRES}/datatype-uuid.html`
  },
  {
    names: ["ANY"],
    intent: { kind: "any" },
    target: "the type that holds the values",
    otherwise: "text for numbers among texts",
    spec: "https://www.sqlite.org/stricttables.html"
  }
];

// src/stages/target/type-intent.ts
var LONGEST_VARCHAR = 10485760;
function typeIntent(column) {
  const declared = parseDeclaredType(column.declaredType);
  if (declared.name === "") return { intent: { kind: "any" }, known: true };
  const name = withoutSign(declared.name);
  const rule = TYPE_RULES.find((candidate) => candidate.names.includes(name));
  if (rule === void 0) return { intent: intentOfUnknown(declared.name, column.affinity), known: false };
  return { intent: asksForBoolean(column) ? { kind: "boolean" } : refine(rule.intent, column), known: true };
}
function withoutSign(name) {
  return name.replace(/^(UN)?SIGNED (?=.)/, "").replace(/ (UN)?SIGNED$/, "");
}
function asksForBoolean(column) {
  const { profile } = column;
  const values = profile.integers + profile.reals + profile.texts + profile.blobs;
  return column.affinity === "NUMERIC" && /^\(?\s*(true|false)\s*\)?$/i.test(column.defaultText ?? "") && profile.integersBoolean === values;
}
function refine(intent, column) {
  if (intent.kind === "decimal") {
    return { kind: "decimal", ...decimalLimits(column.declaredType) ?? { precision: null, scale: null } };
  }
  if (intent.kind === "text" && intent.length !== null) {
    const [length = 0] = parseDeclaredType(column.declaredType).arguments;
    return { kind: "text", length: length >= 1 && length <= LONGEST_VARCHAR ? length : null };
  }
  return intent;
}
function intentOfUnknown(name, affinity) {
  if (/^(TIMESTAMP|DATETIME)/.test(name)) return { kind: "timestamp", zoned: false };
  switch (affinity) {
    case "INTEGER":
      return { kind: "integer" };
    case "TEXT":
      return { kind: "text", length: null };
    case "REAL":
      return { kind: "float" };
    case "BLOB":
      return name.includes("BLOB") ? { kind: "bytes" } : { kind: "any" };
    case "NUMERIC":
      return { kind: "any" };
    default:
      return affinity;
  }
}

// src/stages/target/derive-type.ts
function deriveType(table, column, keyed) {
  const { intent, known } = typeIntent(column);
  const subject = quoteIdentifier(column.name);
  const wanted = keyed && intent.kind === "json" ? { kind: "text", length: null } : intent;
  const { type, findings } = decide(wanted, column, subject);
  const all = [
    ...findings,
    ...wanted === intent || type.kind !== "text" ? [] : [jsonInKey()],
    ...known ? [] : [unknownName(column, type)]
  ];
  return { type, issues: all.map((finding) => plannedIssue(table, column.name, finding)) };
}
function decide(intent, column, subject) {
  const { profile } = column;
  if (intent.kind === "any") return decideUndeclared(profile, subject);
  const isDate = intent.kind === "date" || intent.kind === "timestamp";
  if (isDate && isAllNumbers(profile)) return decideEpoch(profile, subject);
  const { count } = followers(intent, profile, subject);
  const roundable = isDate ? profile.textForms["timestamp-nano"] : 0;
  const values = valueCount(profile);
  const followed = values === 0 || (count + roundable) * 2 > values;
  return followed ? follow(intent, profile, subject) : notFollowed(intent, column, subject);
}
function follow(intent, profile, subject) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return decideNumber(intent, profile, subject);
    case "text":
      return decideText(intent.length, profile, subject);
    case "date":
    case "timestamp":
      return decideDate(intent, profile, subject);
    case "time":
      return decideTime(profile, subject);
    case "bytes":
      return decideBytes(profile, subject);
    case "boolean":
      return { type: { kind: "boolean" }, findings: misfits2("boolean-spelling", intent, profile, subject) };
    case "json":
      return {
        type: { kind: "json" },
        findings: [
          ...misfits2("invalid-json", intent, profile, subject),
          ...textHazards(profile, subject),
          ...jsonbHazard(profile, subject)
        ]
      };
    case "uuid":
      return decideUuid(profile, subject);
    default:
      return intent;
  }
}
function misfits2(code, intent, profile, subject) {
  const { count, predicate: predicate2 } = followers(intent, profile, subject);
  const rows = valueCount(profile) - count;
  const message = `${counted(rows, "value is", "values are")} not ${intent.kind === "json" ? "JSON" : "a boolean"}`;
  return rows === 0 ? [] : [{ code, rows, where: `not ${predicate2}`, message }];
}
function notFollowed(intent, column, subject) {
  const { profile } = column;
  const { type, findings } = followData(profile, subject);
  const numbers = profile.integers + profile.reals;
  const { count, predicate: predicate2 } = followers(intent, profile, subject);
  const rows = valueCount(profile) - count;
  const finding = (intent.kind === "date" || intent.kind === "timestamp") && numbers > 0 && isoTexts(profile) > 0 ? { ...numbersAmongDates(numbers, subject), priority: "HIGH" } : {
    code: "declared-type-not-followed",
    rows,
    where: `not ${predicate2}`,
    message: `${counted(rows, "value does", "values do")} not follow ${column.declaredType}; the target is ${type.kind}`,
    priority: count > 0 ? "HIGH" : "MED"
  };
  return { type, findings: [finding, ...findings] };
}
function jsonbHazard({ texts: texts2 }, subject) {
  const where = `typeof(${subject}) = 'text' and json_valid(${subject}) and not keeps_as_jsonb(${subject})`;
  const message = "JSON texts that jsonb refuses or changes; the target is json, which keeps them";
  return texts2 === 0 ? [] : [{ code: "json-not-jsonb", rows: 0, where, message }];
}
function jsonInKey() {
  return {
    code: "declared-type-not-followed",
    rows: 0,
    where: null,
    message: "A key or an index holds the column, which json cannot be part of; the target is text",
    priority: "LOW"
  };
}
function unknownName(column, type) {
  return {
    code: "declared-type-unknown",
    rows: 0,
    where: null,
    message: `${column.declaredType} is not a type that PostgreSQL knows; the target is ${type.kind}`
  };
}
function isAllNumbers(profile) {
  const numbers = profile.integers + profile.reals;
  return numbers > 0 && numbers === valueCount(profile);
}

// src/stages/target/unmigrated-objects.ts
function unmigratedObjects(catalog) {
  const dropped2 = { status: "dropped", reason: "it is not migrated" };
  return [
    ...catalog.views.map(({ name, sql }) => ({
      ledger: [{ type: "view", name, table: null, sql, ...dropped2 }],
      issues: [
        planned("view-not-migrated", { table: name, message: `The view ${name} is not in the target` })
      ]
    })),
    ...catalog.triggers.map(({ name, table, sql }) => ({
      ledger: [{ type: "trigger", name, table, sql, ...dropped2 }],
      issues: [
        planned("trigger-not-migrated", {
          table,
          object: name,
          message: `The trigger ${name} is not in the target`
        })
      ]
    })),
    ...catalog.virtualTables.map(({ name, module, shadowTables, sql }) => ({
      ledger: [{ type: "virtual-table", name, table: null, sql, ...dropped2 }],
      issues: [
        planned("virtual-table-not-migrated", {
          table: name,
          message: `The ${module} table ${name} is not in the target${shadows(shadowTables)}`
        })
      ]
    }))
  ];
}
function shadows(tables) {
  return tables.length === 0 ? "" : `, nor are its shadow tables ${tables.join(", ")}`;
}
var HISTORY_TABLES = /* @__PURE__ */ new Set([
  "__diesel_schema_migrations",
  "__drizzle_migrations",
  "__EFMigrationsHistory",
  "_prisma_migrations",
  "_sqlx_migrations",
  "alembic_version",
  "ar_internal_metadata",
  "django_migrations",
  "flyway_schema_history",
  "goose_db_version",
  "gorp_migrations",
  "knex_migrations",
  "knex_migrations_lock",
  "phinxlog",
  "schema_migrations",
  "SequelizeMeta",
  "typeorm_metadata",
  "typeorm_migrations"
]);
function isHistoryTable(name) {
  return HISTORY_TABLES.has(name);
}

// src/stages/target/derive-schema.ts
var MOST_COLUMNS = 1600;
function deriveSchema(catalog) {
  const named2 = nameTables(catalog);
  const indexNames = nameIndexes(catalog.tables, named2.relations);
  const tables = alignForeignKeys(named2.tables.map(withTypes));
  const created = tables.filter(isPossible);
  const derived = tables.map((table) => deriveParts(table, created, named2.relations, indexNames));
  const parts = [
    { issues: named2.issues },
    ...derived.flatMap((table) => table.parts),
    ...unmigratedObjects(catalog)
  ];
  return {
    origin: "derived",
    tables: derived.flatMap(({ target }) => target ?? []),
    postData: inOrder(parts.flatMap(({ postData = [] }) => postData)),
    sequences: parts.flatMap(({ sequences = [] }) => sequences),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
    failedTables: tables.filter((table) => !isPossible(table)).map((table) => ({ source: table.table.name, reason: tooManyColumns(table) })),
    issues: parts.flatMap(({ issues = [] }) => issues)
  };
}
function isPossible({ columns }) {
  return columns.length <= MOST_COLUMNS;
}
function tooManyColumns({ columns }) {
  return `The table has ${columns.length} columns, and PostgreSQL ends at ${MOST_COLUMNS}`;
}
function deriveParts(table, created, relations, indexNames) {
  const { target, parts: columnParts } = deriveTable(table, relations);
  const constraints = createNameRegistry();
  const parts = [
    ...columnParts,
    ...deriveKeys(table, relations, constraints),
    ...deriveIndexes(table, indexNames),
    ...deriveChecks(table, constraints),
    ...deriveForeignKeys(table, created, constraints),
    historyPart(table)
  ];
  if (isPossible(table)) return { target, parts };
  const message = tooManyColumns(table);
  const issues = [planned("too-many-columns", { table: table.table.name, message })];
  return { target: null, parts: [...parts.map((part) => droppedPart(part, message)), { issues }] };
}
function withTypes({ table, schema, name, columnNames }) {
  const keyed = keyedColumns(table);
  const columns = table.columns.map((column) => ({
    column,
    name: columnNames.get(column.name) ?? column.name,
    ...deriveType(table.name, column, keyed.has(column.name))
  }));
  return { table, schema, name, columns };
}
function keyedColumns({ primaryKey, uniques, indexes, foreignKeys }) {
  const parts = [primaryKey, ...uniques, ...indexes].flatMap((key) => key?.parts ?? []);
  return /* @__PURE__ */ new Set([
    ...parts.flatMap(({ column }) => column ?? []),
    ...foreignKeys.flatMap(({ columns }) => columns)
  ]);
}
function nameIndexes(tables, relations) {
  const indexes = tables.flatMap((table) => table.indexes);
  return new Map(indexes.map((index) => [index, relations.take(index.name)]));
}
function historyPart({ table }) {
  if (!isHistoryTable(table.name)) return {};
  const message = `${table.name} lists the migrations that an application has run on SQLite`;
  return { issues: [planned("migration-history-table", { table: table.name, message })] };
}
var ORDER = [
  "primary-key",
  "unique",
  "unique-index",
  "index",
  "check",
  "foreign-key"
];
function inOrder(statements) {
  return [...statements].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

export {
  locateRows,
  deriveSchema
};
