import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  sameName
} from "./chunk-5VA3CDFC.js";
import {
  amount
} from "./chunk-D4TW372C.js";
import {
  issue
} from "./chunk-GGAEXMQ7.js";
import {
  ALL_ROWS,
  RowChunks
} from "./chunk-7ICMUGGX.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral
} from "./chunk-76LBD5FE.js";
import {
  isDamage,
  messageWithoutValue,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RowCursor
} from "./chunk-BPQJ7PEJ.js";
import {
  SERIAL_TYPES,
  UnexpectedPage,
  isText,
  shortInteger
} from "./chunk-SOGSMY6K.js";

// src/stages/catalog/measure-pages.ts
import { setImmediate } from "node:timers/promises";

// src/stages/catalog/column-tally.ts
import { isUtf8 as isUtf83 } from "node:buffer";

// src/sql/declared-type.ts
function parseDeclaredType(text) {
  const open = text.indexOf("(");
  const close = text.indexOf(")", open);
  const name = open === -1 ? text : `${text.slice(0, open)} ${close === -1 ? "" : text.slice(close + 1)}`;
  const list = open === -1 || close === -1 ? "" : text.slice(open + 1, close);
  return {
    name: canonicalName(name.toUpperCase().replace(/\s+/g, " ").trim()),
    arguments: list.split(",").filter((part) => /^\s*[+-]?\d+\s*$/.test(part)).map(Number)
  };
}
var SPELLINGS = /* @__PURE__ */ new Map([
  ["DATE_TEXT", "DATE"],
  ["TIME_TEXT", "TIME"],
  ["DATETIME_TEXT", "DATETIME"],
  ["TIMESTAMP_TEXT", "TIMESTAMP"],
  ["TIMESTAMP_WITH_TIMEZONE_TEXT", "TIMESTAMPTZ"],
  ["JSON_TEXT", "JSON"],
  ["JSONB_TEXT", "JSONB"],
  ["UUID_TEXT", "UUID"],
  ["ENUM_TEXT", "ENUM"],
  ["REAL_DECIMAL", "DECIMAL"],
  ["REAL_MONEY", "MONEY"],
  ["BINARY_BLOB", "BINARY"],
  ["VARBINARY_BLOB", "VARBINARY"],
  ["BOOLEAN_INTEGER", "BOOLEAN"],
  ["UUID_BLOB", "UUID"],
  ["TINYINTEGER", "TINYINT"],
  ["SMALLINTEGER", "SMALLINT"],
  ["BIGINTEGER", "BIGINT"],
  ["NAIVE_DATETIME", "DATETIME"],
  ["NAIVE_DATETIME_USEC", "DATETIME"],
  ["UTC_DATETIME", "DATETIME"],
  ["UTC_DATETIME_USEC", "DATETIME"]
]);
function canonicalName(name) {
  return SPELLINGS.get(name) ?? name;
}
var DECIMAL_NAMES = /* @__PURE__ */ new Set([
  "DECIMAL",
  "DEC",
  "NUMERIC",
  "NUMBER",
  "FIXED",
  "MONEY",
  "SMALLMONEY",
  "CURRENCY"
]);
function decimalLimits(declaredType) {
  const declared = parseDeclaredType(declaredType);
  const [precision, scale = 0] = declared.arguments;
  if (!DECIMAL_NAMES.has(declared.name) || precision === void 0) return null;
  if (precision < 1 || precision > 1e3 || scale < 0 || scale > precision) return null;
  return { precision, scale };
}

// src/sql/epoch.ts
var EPOCH_UNITS = ["seconds", "milliseconds"];
var LATEST_SECONDS = 4102444800n;
var EARLIEST_SECONDS = -2208988800n;
var LATEST_FIRST = 2524608000n;
var LEAST_MILLISECONDS = 100000000000n;
function epochUnit(min, max, likeSeconds = 0) {
  if (min >= LATEST_FIRST && (max <= LATEST_SECONDS || min >= LATEST_FIRST * 1000n)) return null;
  if (max >= 100000000n && max <= LATEST_SECONDS && min >= EARLIEST_SECONDS) return "seconds";
  const areMilliseconds = max >= LEAST_MILLISECONDS && max <= LATEST_SECONDS * 1000n && min >= EARLIEST_SECONDS * 1000n;
  const isMixed = likeSeconds > 0 || min >= 100000000n && min <= LATEST_SECONDS;
  return areMilliseconds && !isMixed ? "milliseconds" : null;
}
var FIRST_SECOND = -62135596800n;
var LAST_SECOND = 253402300799n;
function isOutermostMoment(value) {
  return `${value} in (${OUTERMOST.join(", ")})`;
}
function isOutermost(count) {
  return OUTERMOST_COUNTS.has(count);
}
var OUTERMOST = [
  FIRST_SECOND,
  LAST_SECOND,
  FIRST_SECOND * 1000n,
  LAST_SECOND * 1000n,
  LAST_SECOND * 1000n + 999n
];
var OUTERMOST_COUNTS = new Set(OUTERMOST.map(Number));
function looksLikeSeconds(value) {
  return `(${value} between 100000000 and ${LAST_SECOND} or ${value} between ${FIRST_SECOND} and -100000000)`;
}
function isLikeSeconds(count) {
  return Math.abs(count) >= 1e8 && count >= Number(FIRST_SECOND) && count <= Number(LAST_SECOND);
}
function arePlausibleSeconds(count) {
  return count >= EARLIEST_PLAUSIBLE && count <= Number(LATEST_SECONDS);
}
var EARLIEST_PLAUSIBLE = 1e8;
function momentOfEpoch(count, unit) {
  const milliseconds = unit === "seconds" ? count * 1000n : count;
  if (milliseconds < FIRST_SECOND * 1000n || milliseconds >= (LAST_SECOND + 1n) * 1000n) return null;
  return new Date(Number(milliseconds)).toISOString();
}
function plausibleSeconds(real) {
  return `${real} between ${EARLIEST_PLAUSIBLE}.0 and ${LATEST_SECONDS}.0`;
}
function integersUnit(column) {
  const { integerMin: first, integerMax: last } = column;
  if (first === null || last === null) return null;
  const unit = epochUnit(column.momentMin ?? first, column.momentMax ?? last, column.integersLikeSeconds);
  return unit === "seconds" && !areSeconds(first, last) ? null : unit;
}
function areSeconds(first, last) {
  return first >= FIRST_SECOND && last <= LAST_SECOND;
}
function areBoundsTelling(min, max) {
  if (max <= LATEST_SECONDS) return min >= EARLIEST_SECONDS;
  return min >= LEAST_MILLISECONDS && max <= LATEST_SECONDS * 1000n;
}
function numbersUnit(numbers) {
  const { reals, realMin, realMax, integers } = numbers;
  if (reals === 0) return integersUnit(numbers);
  if (realMin === null || realMax === null || numbers.realsInfinite > 0) return null;
  if (!arePlausibleSeconds(realMin) || !arePlausibleSeconds(realMax)) return null;
  const [least, most] = [BigInt(Math.floor(realMin)), BigInt(Math.ceil(realMax))];
  if (integers === 0) return epochUnit(least, most);
  const { momentMin, momentMax } = numbers;
  const unit = integersUnit({
    ...numbers,
    momentMin: momentMin === null || momentMin > least ? least : momentMin,
    momentMax: momentMax === null || momentMax < most ? most : momentMax
  });
  return unit === "seconds" ? unit : null;
}
function mixedEpochs(column) {
  const { integers, integerMin: first, integerMax: last, integersLikeSeconds: likeSeconds } = column;
  if (first === null || last === null || likeSeconds === 0) return null;
  const [least, most] = [column.momentMin ?? first, column.momentMax ?? last];
  const hasMilliseconds = most >= LEAST_MILLISECONDS || !areSeconds(first, last);
  if (!hasMilliseconds || most > LATEST_SECONDS * 1000n) return null;
  if (least > LATEST_SECONDS && likeSeconds === integers) return null;
  return likeSeconds * 2 > integers ? { majority: "seconds", isOther: isOfMilliseconds } : { majority: "milliseconds", isOther: isOfSeconds };
}
function isOfMilliseconds(value) {
  return `(abs(${value}) >= ${LEAST_MILLISECONDS} and ${value} <> ${LAST_SECOND})`;
}
function isOfSeconds(value) {
  return `(${value} between 100000000 and ${LATEST_SECONDS} or ${value} in (${FIRST_SECOND}, ${LAST_SECOND}))`;
}

// src/sql/decimal-text.ts
var SURE_LENGTH = 16;
function decimalText(value) {
  const text = `cast(${value} as text)`;
  return `iif(typeof(${value}) = 'real' and octet_length(${text}) > ${SURE_LENGTH}, shortest_decimal(${value}), ${text})`;
}
var MOST_CAST_DIGITS = 13;

// src/sql/textual-blob.ts
function isTextualBlob(column) {
  return `(typeof(${column}) = 'blob' and instr(${column}, x'00') = 0 and is_utf8(${column}))`;
}

// src/sql/json-predicates.ts
function isJson(text) {
  return `iif(json_valid(${text}), 1, is_json(${text}))`;
}
function isJsonBlob(column) {
  return `iif(${isTextualBlob(column)}, ${isJson(`text_of_utf8(${column})`)}, 0)`;
}
var LARGEST_JSONB_BYTES = 1e6;
function isStrictJsonb(value) {
  const isSmall = `typeof(${value}) = 'blob' and octet_length(${value}) <= ${LARGEST_JSONB_BYTES}`;
  return `iif(${isSmall}, json_valid(${value}, 8), 0)`;
}
function isUnreadableJsonb(value) {
  return `iif(${isStrictJsonb(value)}, not ${isJsonBlob(value)}, 0)`;
}
function keepsAsJsonb(text) {
  return `iif(${isJson(text)}, keeps_as_jsonb(${text}), 0)`;
}

// src/sql/value-forms.ts
var NANO_FORMS = ["timestamp-nano", "timestamp-nano-utc", "timestamp-nano-offset"];
var TIMESTAMP_FORMS = ["timestamp", "timestamp-utc", "timestamp-offset", ...NANO_FORMS];
function textForm(column, likely = null) {
  return `case
  ${likely === null ? "" : `when ${isLikely(column, likely)} then '${likely}'`}
  when ${column} glob '[0-9]*' then case
    when ${column} glob '????-*' then case
      when ${isSqliteForm(column, "date")} then 'date'
      when ${isSqliteForm(column, "timestamp")} then 'timestamp'
      when ${startsWithDay(column)} then ${timestampForm(column)}
      else 'other' end
    when ${startsWithMinutes(column, 1)} then ${timeForm(column)}
    when ${isEndOfDay(column)} then 'time'
    when ${isUuid(column)} then 'uuid'
    else 'other' end
  when length(${column}) <= 5 then case when ${isBooleanText(column)} then 'boolean' else 'other' end
  when ${isUuid(column)} then 'uuid'
  else 'other' end`;
}
var LIKELY_FORMS = ["timestamp", "date", "other"];
function isLikely(column, form) {
  return form === "other" ? `${column} glob '[^0-9a-ftTF]*'` : isSqliteForm(column, form);
}
var FORM_LENGTHS = { date: 10, timestamp: 19 };
function isSpelled(column, form) {
  const spelled = form === "date" ? "date" : "datetime";
  return `${spelled}(${column}) = +${column} collate binary and ${hasYear(column)}`;
}
function isSqliteForm(column, form) {
  return `length(${column}) = ${FORM_LENGTHS[form]} and ${isSpelled(column, form)}`;
}
function hasForm(column, forms) {
  const list = forms.map((form) => `'${form}'`).join(", ");
  return `(typeof(${column}) = 'text' and ${textForm(column)} in (${list}))`;
}
function isWholeDay(column) {
  return `(${hasForm(column, ["date", "timestamp", "timestamp-utc"])} and ${isMidnight(column)})`;
}
function isMidnight(column) {
  return `substr(${column}, 12) not glob '*[1-9]*'`;
}
function isBooleanText(column) {
  return `lower(${column}) in ('t', 'f', 'true', 'false')`;
}
function hasYear(column) {
  return `+${column} >= '0001-' collate binary`;
}
var HEX = "[0-9a-f]";
var UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join("-");
function isUuid(column) {
  return `length(${column}) = 36 and ${column} glob '${UUID}' and ${hasNoNul(column)}`;
}
function hasNoNul(column) {
  return `instr(${column}, char(0)) = 0`;
}
function startsWithMinutes(column, position) {
  const minutes = position === 1 ? column : `substr(${column}, ${position})`;
  return `${minutes} glob '[0-2][0-9]:[0-5][0-9]*' and substr(${column}, ${position}, 2) < '24' and ${hasNoNul(column)}`;
}
function startsWithDay(column) {
  const day = `substr(${column}, 1, 10)`;
  return `substr(${column}, 11, 1) in ('T', ' ') and date(${day}) = ${day} and ${hasYear(column)} and ${startsWithMinutes(column, 12)}`;
}
function timeForm(column) {
  const { seconds, offset } = behindMinutes(column, 6);
  return `case
    when not ${isSeconds(seconds)} then 'other'
    when ${offset} = '' then iif(${isNano(seconds)}, 'time-nano', 'time')
    when ${isNano(seconds)} or ${offset} <> 'Z' and not ${isOffset(offset)} then 'other'
    else 'time-offset' end`;
}
function isEndOfDay(column) {
  const seconds = `substr(${column}, 6)`;
  return `${column} glob '24:00*' and (${seconds} in ('', ':00') or ${seconds} glob ':00.0*' and trim(substr(${seconds}, 5), '0') = '') and ${hasNoNul(column)}`;
}
function behindMinutes(column, from) {
  const tail = `substr(${column}, ${from})`;
  const rest = `ltrim(${tail}, ':.0123456789')`;
  return {
    seconds: `substr(${column}, ${from}, length(${tail}) - length(${rest}))`,
    offset: `iif(${rest} glob ' [-+Z]*', substr(${rest}, 2), ${rest})`
  };
}
function timestampForm(column) {
  const { seconds, offset } = behindMinutes(column, 17);
  return `case
    when not ${isSeconds(seconds)} then 'other'
    when ${offset} not in ('', 'Z') and not ${isOffset(offset)} then 'other'
    else iif(${isNano(seconds)}, 'timestamp-nano', 'timestamp') || case
      when ${offset} = '' then ''
      when ${offset} in ('Z', '+00:00', '+0000', '+00', '-00:00', '-0000', '-00') then '-utc'
      else '-offset' end end`;
}
function isSeconds(text) {
  return `(${text} = '' or ${text} glob ':[0-5][0-9]' or ${text} glob ':[0-5][0-9].[0-9]*' and trim(substr(${text}, 5), '0123456789') = '')`;
}
function isNano(seconds) {
  return `(length(rtrim(substr(${seconds}, 5), '0')) > 6)`;
}
function isOffset(text) {
  const hours = `(${text} glob '[+-][01][0-9]' or ${text} glob '[+-][01][0-9][0-5][0-9]' or ${text} glob '[+-][01][0-9]:[0-5][0-9]')`;
  return `(${hours} and substr(${text}, 2, 2) <= '15')`;
}

// src/sql/named-type-fits.ts
function hasBytes(most, text, column) {
  return `iif(typeof(${column}) = 'blob', octet_length(${column}), octet_length(utf8(${text}))) <= ${most}`;
}
function isObjectNumber(column) {
  const isSpelled3 = `${column} glob '[1-9]*' and ${column} not glob '*[^0-9]*' or ${column} = '0' collate binary`;
  const isWhole2 = `typeof(${column}) = 'integer' or typeof(${column}) = 'text' and instr(${column}, char(0)) = 0 and (${isSpelled3})`;
  return `((${isWhole2}) and cast(${column} as integer) between 0 and ${2n ** 32n - 1n})`;
}
function isZonedTime(column, forms = ["time"]) {
  const text = `cast(${column} as text)`;
  const behind = `ltrim(substr(${text}, 6), ':.0123456789')`;
  const time = `substr(${text}, 1, length(${text}) - length(${behind}))`;
  const offset = `ltrim(${behind}, ' ')`;
  const digits = ["[0-9][0-9]", "[0-9][0-9]:[0-9][0-9]", "[0-9][0-9][0-9][0-9]"];
  const isOffset3 = digits.map((form) => `${offset} glob '[+-]${form}'`).join(" or ");
  const isSound = `typeof(${column}) = 'text' and instr(${column}, char(0)) = 0`;
  return `(${isSound} and ${hasForm(time, forms)} and (${behind} = '' or ${offset} in ('Z', 'z') or ${isOffset3}))`;
}
function isRounded(zeros, column) {
  const unit = `1e${zeros}`;
  const isMultiple = `${column} / ${unit} = cast(${column} / ${unit} as integer)`;
  return `iif(typeof(${column}) = 'integer', ${column} % ${10n ** BigInt(zeros)} = 0, ${isMultiple})`;
}

// src/sql/number-texts.ts
function integerTextFits(bits, column) {
  const digits = withoutSign(column);
  const limit = (2n ** BigInt(bits - 1) - 1n).toString();
  const lowest = (2n ** BigInt(bits - 1)).toString();
  const within2 = (bound) => `(length(${digits}) < ${bound.length} or length(${digits}) = ${bound.length} and ${digits} <= '${bound}' collate binary)`;
  const inRange = `iif(${column} glob '-*', ${within2(lowest)}, ${within2(limit)})`;
  return `(${column} = '0' collate binary or ${digits} glob '[1-9]*' and ${digits} not glob '*[^0-9]*' and instr(${column}, char(0)) = 0 and ${inRange})`;
}
function decimalTextFits(precision, scale, column) {
  const digits = withoutSign(column);
  const point = `instr(${digits} || '.', '.')`;
  const isDecimal = [
    `${digits} not glob '*[^0-9.]*'`,
    `${digits} glob '[0-9]*'`,
    `${digits} glob '*[0-9]'`,
    `${digits} not glob '0[0-9]*'`,
    `not (${column} glob '-*' and trim(${digits}, '0.') = '')`,
    `length(${digits}) - length(replace(${digits}, '.', '')) <= 1`,
    `instr(${column}, char(0)) = 0`
  ].join(" and ");
  if (precision === null) return `(${isDecimal} and length(${digits}) < 1000)`;
  const decimals = scale ?? 0;
  const whole = `ltrim(substr(${digits}, 1, ${point} - 1), '0')`;
  const fraction = `rtrim(substr(${digits}, ${point} + 1), '0')`;
  const isShort = decimals < 0 ? `${fraction} = '' and (${whole} = '' or ${whole} glob '*${"0".repeat(-decimals)}')` : `length(${fraction}) <= ${decimals}`;
  return `(${isDecimal} and length(${whole}) <= ${precision - decimals} and ${isShort})`;
}
function withoutSign(column) {
  return `iif(${column} glob '-*', substr(${column}, 2), ${column})`;
}

// src/sql/fits.ts
function fits(fit, column, soundTexts = false) {
  return `(${isNull(column)} or ${valueFits(fit, column, soundTexts)})`;
}
function isNull(column) {
  return `typeof(${column}) = 'null'`;
}
function textHasNul(column) {
  return `(typeof(${column}) = 'text' and instr(${column}, char(0)) > 0)`;
}
function textIsInvalidUtf8(column) {
  return `(typeof(${column}) = 'text' and not is_valid_text(cast(${column} as blob)))`;
}
function valueFits(fit, column, soundTexts) {
  switch (fit.kind) {
    case "integer":
      return integerFits(fit.bits, column);
    case "numeral":
      return `(${integerFits(fit.bits, column)} or ${wholeRealFits(fit.bits, column)} or ${isText2(column)} and ${integerTextFits(fit.bits, column)})`;
    case "float":
      return floatFits(fit.bits ?? 64, column);
    case "spelled-float":
      return `(${floatFits(fit.bits, column)} or ${isText2(column)} and ${floatTextFits(fit.bits, column)})`;
    case "decimal":
      return fit.spelled === true ? `(${decimalFits(fit.precision, fit.scale, column)} or ${isText2(column)} and ${decimalTextFits(fit.precision, fit.scale, column)})` : decimalFits(fit.precision, fit.scale, column);
    case "text":
      return `((${isLoadableText(column, soundTexts)} or ${isTextualBlob(column)})${within(fit, column)})`;
    case "rendered":
      return `((${isNumber(column)} or ${isLoadableText(column, soundTexts)} or ${isTextualBlob(column)})${within(fit, column)})`;
    case "object-number":
      return isObjectNumber(column);
    case "money":
      return `iif(${isNumber(column)}, ${decimalFits(18, 2, column)}, ${valueFits({ kind: "rendered", maxLength: null }, column, soundTexts)})`;
    case "zoned-time":
      return withDecimals(fit.decimals, column, isZonedTime(column));
    case "label":
      return `(${isText2(column)} and ${column} collate binary in (${fit.labels.map(quoteLiteral).join(", ")}))`;
    case "bytes":
      return fit.utf16 ? `(typeof(${column}) = 'blob' or ${isText2(column)} and is_valid_text(cast(${column} as blob)))` : `typeof(${column}) in ('blob', 'text')`;
    case "boolean":
      return `(${isInteger(column)} and ${column} in (0, 1) or ${isText2(column)} and lower(${column}) in ('t', 'f', 'true', 'false'${fit.spelled === true ? ", '0', '1'" : ""}))`;
    case "date":
      return hasForm(column, ["date"]);
    case "midnight":
      return isWholeDay(column);
    case "time":
      return withDecimals(fit.decimals, column, hasForm(column, ["time"]));
    case "timestamp":
      return withDecimals(fit.decimals, column, hasForm(column, ["date", "timestamp", "timestamp-utc"]));
    case "timestamptz": {
      const forms = ["date", "timestamp", "timestamp-utc", "timestamp-offset"];
      return withDecimals(fit.decimals, column, hasForm(column, forms));
    }
    case "epoch":
      return fit.wholeDays === true ? `(${epochFits(fit.unit, 6, column)} and ${countsDays(fit.unit, column)})` : epochFits(fit.unit, fit.decimals ?? 6, column);
    case "duration":
      return `(${isInteger(column)} and ${column} between -${MOST_MICROSECONDS} and ${MOST_MICROSECONDS} and ${column} % ${10 ** (6 - (fit.decimals ?? 6))} = 0)`;
    case "interval":
      return `(${isText2(column)} and is_interval(${column}, ${fit.decimals ?? 6}))`;
    case "json":
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${isJson(column)} or ${isJsonBlob(column)})`;
    case "jsonb":
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${keepsAsJsonb(column)} or iif(${isTextualBlob(column)}, ${keepsAsJsonb(`text_of_utf8(${column})`)}, 0))`;
    case "uuid":
      return hasForm(column, ["uuid"]);
    case "respelled-uuid":
      return `(${isText2(column)} and ${isUuidOfAnySpelling(column)})`;
    default:
      return fit;
  }
}
var MOST_MICROSECONDS = 2147483647n * 3600000000n;
function integerFits(bits, column) {
  const limit = 2n ** BigInt(bits - 1);
  return bits === 64 ? isInteger(column) : `(${isInteger(column)} and ${column} between ${-limit} and ${limit - 1n})`;
}
function decimalFits(precision, scale, column) {
  if (precision === null) return isNumber(column);
  const decimals = scale ?? 0;
  const bound = `1e${precision - decimals}`;
  const isShort = precision <= MOST_EXACT_DIGITS ? hasDecimals(decimals, column) : `round(${column}, ${decimals}) = ${column}`;
  if (decimals < 0)
    return `(${isNumber(column)} and ${isRounded(-decimals, column)} and ${column} > -${bound} and ${column} < ${bound})`;
  const isShortNumber = `(${isInteger(column)} or typeof(${column}) = 'real' and ${isShort})`;
  return `(${isShortNumber} and ${column} > -${bound} and ${column} < ${bound})`;
}
var MOST_EXACT_DIGITS = 15;
function hasDecimals(decimals, column) {
  const unit = `1e${decimals}`;
  return `cast(${column} * ${unit} + iif(${column} < 0, -0.5, 0.5) as integer) / ${unit} = ${column}`;
}
function isOfDecimals(decimals, real) {
  const unit = 10 ** decimals;
  return Math.trunc(real * unit + (real < 0 ? -0.5 : 0.5)) / unit === real;
}
function epochFits(unit, decimals, column) {
  const [first, last] = unit === "seconds" ? ["-62135596800", "253402300799"] : ["-62135596800000", "253402300799999"];
  const whole = unit === "seconds" || decimals >= 3 ? "" : ` and ${column} % ${10 ** (3 - decimals)} = 0`;
  const integer = `${isInteger(column)} and ${column} between ${first} and ${last}${whole}`;
  return unit === "seconds" ? `(${integer} or ${secondsFit(decimals, column)})` : `(${integer})`;
}
function countsDays(unit, column) {
  const whole = `cast(${column} as integer)`;
  return `${whole} = ${column} and ${whole} % ${unit === "seconds" ? 86400 : 864e5} = 0`;
}
function secondsFit(decimals, column) {
  return `(typeof(${column}) = 'real' and ${plausibleSeconds(column)} and ${hasDecimals(decimals, column)})`;
}
function floatFits(bits, column) {
  const whole = 2n ** BigInt(bits === 32 ? 24 : 53);
  const real = bits === 32 ? `typeof(${column}) = 'real' and is_float4(${column})` : `typeof(${column}) = 'real'`;
  return `(${real} or ${isInteger(column)} and ${column} between -${whole} and ${whole})`;
}
function floatTextFits(bits, column) {
  const isHeld = bits === 32 ? ` and is_float4(cast(${column} as real))` : "";
  return `iif(${decimalTextFits(null, null, column)}, spells_double(${column})${isHeld}, 0)`;
}
function wholeRealFits(bits, column) {
  const limit = `${2n ** BigInt(bits - 1)}.0`;
  const isWhole2 = `${column} = cast(${column} as integer) and not (${column} = 0 and atan2(${column}, -1.0) < 0)`;
  return `(typeof(${column}) = 'real' and ${column} >= -${limit} and ${column} < ${limit} and ${isWhole2})`;
}
function withDecimals(decimals, column, hasRightForm) {
  if (decimals === void 0) return hasRightForm;
  const behind = `substr(${column}, instr(${column}, '.') + 1)`;
  const digits = `substr(${behind}, 1, length(${behind}) - length(ltrim(${behind}, '0123456789')))`;
  return `(${hasRightForm} and (instr(${column}, '.') = 0 or length(rtrim(${digits}, '0')) <= ${decimals}))`;
}
var HEX2 = "[0-9a-fA-F]";
function isUuidOfAnySpelling(column) {
  const hyphenated = [8, 4, 4, 4, 12].map((digits) => HEX2.repeat(digits)).join("-");
  return `(length(${column}) in (32, 36) and instr(${column}, char(0)) = 0 and (${column} glob '${hyphenated}' or ${column} glob '${HEX2.repeat(32)}'))`;
}
function isInteger(column) {
  return `typeof(${column}) = 'integer'`;
}
function isNumber(column) {
  return `typeof(${column}) in ('integer', 'real')`;
}
function isFiniteNumber(column) {
  return `${isNumber(column)} and ${column} > -9e999 and ${column} < 9e999`;
}
function isText2(column) {
  return `typeof(${column}) = 'text'`;
}
function isLoadableText(column, sound) {
  return sound ? isText2(column) : `(${isText2(column)} and instr(${column}, char(0)) = 0 and is_valid_text(cast(${column} as blob)))`;
}
function within(limits, column) {
  const text = decimalText(column);
  const short = limits.maxLength === null ? "" : ` and length(${text}) <= ${limits.maxLength}`;
  const small = limits.maxBytes === void 0 ? "" : ` and ${hasBytes(limits.maxBytes, text, column)}`;
  return limits.blankPadded === true ? `${short} and ${text} not glob '* '` : short + small;
}

// src/stages/catalog/column-profile.ts
var TEXT_FORMS = [
  "date",
  ...TIMESTAMP_FORMS,
  "time",
  "time-offset",
  "time-nano",
  "boolean",
  "uuid",
  "other"
];

// src/stages/catalog/column-measures.ts
var VALUE_KINDS = ["integer", "real", "blob", ...TEXT_FORMS];
var LONGEST_READ = 2 ** 26;
var LONGEST_GATHERED_TEXT = 4096;
var TWO_53 = 9007199254740992n;
function columnMeasures(column, index, kinds, { gathersTexts, unreadable, characters, small }) {
  const forms = TEXT_FORMS.filter((form) => kinds.has(form));
  const names = {
    value: `v${index}`,
    kind: `k${index}`,
    finite: `r${index}`,
    textBytes: `t${index}`,
    characters: `c${index}`,
    blobBytes: `b${index}`
  };
  const name = quoteIdentifier(column.name);
  const readable = unreadable ? `iif(octet_length(${name}) > ${LONGEST_READ}, null, ${name})` : name;
  const hasText = forms.length > 0;
  const hasBlob = kinds.has("blob");
  const hasOthers = kinds.size > (hasText ? forms.length : 1);
  const readsBlobs = column.affinity === "TEXT" || declaresJson(column);
  const needsValue = [...kinds].some((kind) => kind !== "blob") || readsBlobs;
  return {
    inner: [
      ...needsValue ? [`${readable} collate binary as ${names.value}`] : [],
      `${kindOf(name, readable, forms)} as ${names.kind}`,
      ...kinds.has("real") && !small ? [`${finiteReal(name, readable, hasOthers)} as ${names.finite}`] : [],
      ...hasText ? [`${bytesOf("text", name, hasOthers)} as ${names.textBytes}`] : [],
      ...hasText && characters ? [`${charactersOf(name, readable, hasOthers)} as ${names.characters}`] : [],
      ...hasBlob ? [`${bytesOf("blob", name, hasOthers)} as ${names.blobBytes}`] : []
    ],
    aggregates: [
      {
        of: "values",
        sql: needsValue && !unreadable ? `count(${names.value})` : `sum(${names.kind} <> 'null')`
      },
      ...kinds.has("integer") ? integerMeasures(names, hasOthers, small) : [],
      ...kinds.has("real") ? realMeasures(names, hasOthers, small) : [],
      ...hasBlob ? blobMeasures(names, column) : [],
      ...forms.map((form) => ({ of: form, sql: `sum(${names.kind} = '${form}')` })),
      ...kinds.has("boolean") ? [{ of: "textsTf", sql: `sum(${names.kind} = 'boolean' and ${names.value} in ('t', 'f'))` }] : [],
      ...hasText ? textMeasures(names, gathersTexts, kinds.has("other")) : [],
      ...hasText && characters ? characterMeasures(names) : [],
      ...declaredMeasures(names, column, kinds)
    ]
  };
}
function kindOf(name, readable, forms) {
  const likely = LIKELY_FORMS.find((form) => forms.includes(form)) ?? null;
  return forms.length > 0 ? `case typeof(${name}) when 'text' then ${textForm(readable, likely)} else typeof(${name}) end` : `typeof(${name})`;
}
function bytesOf(storageClass, name, hasOthers) {
  const bytes = `octet_length(${name})`;
  return hasOthers ? `case when typeof(${name}) = '${storageClass}' then ${bytes} end` : bytes;
}
function integerMeasures({ value, kind }, hasOthers, small) {
  const integers = hasOthers ? ` filter (where ${kind} = 'integer')` : "";
  const beyond = {
    of: "integersBeyondDouble",
    sql: `sum(${value} not between -${TWO_53} and ${TWO_53})${integers}`
  };
  return [
    { of: "integers", sql: `sum(${kind} = 'integer')` },
    { of: "integerMin", sql: `min(${value})${integers}` },
    { of: "integerMax", sql: `max(${value})${integers}` },
    { of: "integersBoolean", sql: `sum(${value} in (0, 1))${integers}` },
    ...small ? [] : [beyond]
  ];
}
function finiteReal(name, readable, hasOthers) {
  const inRange = `${readable} collate binary between -1.7976931348623157e308 and 1.7976931348623157e308`;
  return `case when ${hasOthers ? `typeof(${name}) = 'real' and ` : ""}${inRange} then ${readable} end`;
}
function realMeasures({ value, kind, finite }, hasOthers, small) {
  const count = { of: "reals", sql: `sum(${kind} = 'real')` };
  if (small) {
    const reals = hasOthers ? ` filter (where ${kind} = 'real')` : "";
    return [
      count,
      { of: "realMin", sql: `min(${value})${reals}` },
      { of: "realMax", sql: `max(${value})${reals}` }
    ];
  }
  return [
    count,
    { of: "realMin", sql: `min(${finite})` },
    { of: "realMax", sql: `max(${finite})` },
    { of: "realsInfinite", sql: `sum(${kind} = 'real') - count(${finite})` },
    { of: "realsBeyondDouble", sql: `sum(${finite} not between -${TWO_53} and ${TWO_53})` }
  ];
}
function blobMeasures({ value, kind, blobBytes }, column) {
  const bytes = [
    { of: "blobs", sql: `sum(${kind} = 'blob')` },
    { of: "longestBlobBytes", sql: `max(${blobBytes})` },
    { of: "blobBytes", sql: `sum(${blobBytes})` }
  ];
  if (column.affinity !== "TEXT") return bytes;
  const isText3 = `instr(${value}, x'00') = 0 and is_utf8(${value})`;
  return [...bytes, { of: "blobsUtf8", sql: `sum(${isText3}) filter (where ${kind} = 'blob')` }];
}
function textMeasures({ value, kind, textBytes }, gathersTexts, hasOther) {
  const isShort = `${kind} = 'other' and ${textBytes} <= ${LONGEST_GATHERED_TEXT}`;
  const gathered = hasOther ? `cast(group_concat(${value}) filter (where ${isShort}) as blob)` : "null";
  return [
    { of: "longestTextBytes", sql: `max(${textBytes})` },
    { of: "textBytes", sql: `sum(${textBytes})` },
    ...gathersTexts ? [{ of: "gathered", sql: gathered }] : []
  ];
}
function charactersOf(name, readable, hasOthers) {
  return hasOthers ? `case when typeof(${name}) = 'text' then length(${readable}) end` : `length(${readable})`;
}
function characterMeasures({ textBytes, characters }) {
  return [
    { of: "longestText", sql: `max(${characters})` },
    { of: "textCharacters", sql: `sum(${characters})` },
    { of: "textsNonAscii", sql: `sum(${characters} <> ${textBytes})` }
  ];
}
function declaresJson({ declaredType }) {
  return /^JSONB?$/.test(parseDeclaredType(declaredType).name);
}
function declaresMoments({ declaredType, isGivenAsMoment }) {
  return isGivenAsMoment === true || /date|time/i.test(declaredType);
}
function declaresDays({ declaredType }) {
  return parseDeclaredType(declaredType).name === "DATE";
}
function declaredMeasures({ value, kind }, column, kinds) {
  const hasNumbers = kinds.has("integer") || kinds.has("real");
  const isNumber2 = `${kind} in ('integer', 'real')`;
  const holdsOnlyNumbers = [...kinds].every((of) => of === "integer" || of === "real");
  const limits = decimalLimits(column.declaredType);
  const measures = [];
  if (limits !== null && hasNumbers) {
    const misfit = `not ${fits({ kind: "decimal", ...limits }, value)}`;
    measures.push({
      of: "decimalMisfits",
      sql: `sum(${holdsOnlyNumbers ? misfit : `${isNumber2} and ${misfit}`})`
    });
  }
  if (declaresMoments(column) && kinds.has("integer")) {
    const isOrdinary = `${kind} = 'integer' and not ${isOutermostMoment(value)}`;
    measures.push(
      {
        of: "integersLikeSeconds",
        sql: `sum(${looksLikeSeconds(value)}) filter (where ${kind} = 'integer')`
      },
      { of: "momentMin", sql: `min(${value}) filter (where ${isOrdinary})` },
      { of: "momentMax", sql: `max(${value}) filter (where ${isOrdinary})` }
    );
  }
  if (declaresMoments(column) && kinds.has("real")) {
    measures.push({
      of: "realsLikeSeconds",
      sql: `sum(${secondsFit(6, value)}) filter (where ${kind} = 'real')`
    });
  }
  if (column.isReferring === true && kinds.has("real")) {
    measures.push({
      of: "realsWhole",
      sql: `sum(${fits({ kind: "numeral", bits: 64 }, value)}) filter (where ${kind} = 'real')`
    });
  }
  if (declaresDays(column) && (kinds.has("timestamp") || kinds.has("timestamp-utc"))) {
    measures.push({
      of: "midnights",
      sql: `sum(${isMidnight(value)}) filter (where ${kind} in ('timestamp', 'timestamp-utc'))`
    });
  }
  if (declaresJson(column) && kinds.size > 0) {
    const finite = `${value} > -9e999 and ${value} < 9e999`;
    const isValid = `case when ${isNumber2} then ${finite} when ${kind} = 'blob' then ${isJsonBlob(value)} else ${isJson(value)} end`;
    measures.push({ of: "jsons", sql: `sum(${isValid}) filter (where ${kind} <> 'null')` });
  }
  return measures;
}

// src/stages/catalog/merge-profiles.ts
var EMPTY_PROFILE = {
  nulls: 0,
  integers: 0,
  reals: 0,
  texts: 0,
  blobs: 0,
  integerMin: null,
  integerMax: null,
  integersBoolean: 0,
  integersBeyondDouble: 0,
  momentMin: null,
  momentMax: null,
  integersLikeSeconds: 0,
  realsLikeSeconds: 0,
  realsWhole: 0,
  midnights: 0,
  realMin: null,
  realMax: null,
  realsInfinite: 0,
  realsBeyondDouble: 0,
  decimalMisfits: 0,
  longestText: 0,
  longestTextBytes: 0,
  textCharacters: 0,
  longestBlobBytes: 0,
  totalBytes: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsNonAscii: 0,
  textsPlain: true,
  textsTf: 0,
  blobsUtf8: 0,
  jsons: 0,
  textForms: {
    date: 0,
    timestamp: 0,
    "timestamp-utc": 0,
    "timestamp-offset": 0,
    "timestamp-nano": 0,
    "timestamp-nano-utc": 0,
    "timestamp-nano-offset": 0,
    time: 0,
    "time-offset": 0,
    "time-nano": 0,
    boolean: 0,
    uuid: 0,
    other: 0
  }
};
function mergeProfiles(one, other) {
  return {
    nulls: one.nulls + other.nulls,
    integers: one.integers + other.integers,
    reals: one.reals + other.reals,
    texts: one.texts + other.texts,
    blobs: one.blobs + other.blobs,
    integerMin: smaller(one.integerMin, other.integerMin),
    integerMax: larger(one.integerMax, other.integerMax),
    integersBoolean: one.integersBoolean + other.integersBoolean,
    integersBeyondDouble: one.integersBeyondDouble + other.integersBeyondDouble,
    momentMin: smaller(one.momentMin, other.momentMin),
    momentMax: larger(one.momentMax, other.momentMax),
    integersLikeSeconds: one.integersLikeSeconds + other.integersLikeSeconds,
    realsLikeSeconds: one.realsLikeSeconds + other.realsLikeSeconds,
    realsWhole: one.realsWhole + other.realsWhole,
    midnights: one.midnights + other.midnights,
    realMin: smaller(one.realMin, other.realMin),
    realMax: larger(one.realMax, other.realMax),
    realsInfinite: one.realsInfinite + other.realsInfinite,
    realsBeyondDouble: one.realsBeyondDouble + other.realsBeyondDouble,
    decimalMisfits: one.decimalMisfits + other.decimalMisfits,
    longestText: Math.max(one.longestText, other.longestText),
    longestTextBytes: Math.max(one.longestTextBytes, other.longestTextBytes),
    textCharacters: bothOf(one.textCharacters, other.textCharacters),
    longestBlobBytes: Math.max(one.longestBlobBytes, other.longestBlobBytes),
    totalBytes: one.totalBytes + other.totalBytes,
    textsWithNul: one.textsWithNul + other.textsWithNul,
    textsInvalidUtf8: one.textsInvalidUtf8 + other.textsInvalidUtf8,
    textsNonAscii: one.textsNonAscii + other.textsNonAscii,
    textsPlain: one.textsPlain && other.textsPlain,
    textsTf: one.textsTf + other.textsTf,
    blobsUtf8: one.blobsUtf8 + other.blobsUtf8,
    jsons: one.jsons + other.jsons,
    textForms: addForms(one.textForms, other.textForms)
  };
}
function addForms(one, other) {
  const sums = { ...one };
  for (const form of TEXT_FORMS) sums[form] += other[form];
  return sums;
}
function bothOf(one, other) {
  return one === null || other === null ? null : one + other;
}
function smaller(one, other) {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
function larger(one, other) {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

// src/stages/catalog/number-tally.ts
var IntegerTally = class {
  #areMoments;
  #count = 0;
  #all = new Bounds();
  #moments = new Bounds();
  #booleans = 0;
  #likeSeconds = 0;
  #beyondDouble = 0;
  #largeMin = null;
  #largeMax = null;
  constructor(column) {
    this.#areMoments = declaresMoments(column);
  }
  /** @param integer within 2^53 */
  take(integer) {
    this.#count += 1;
    this.#all.take(integer);
    if (integer === 0 || integer === 1) this.#booleans += 1;
    if (!this.#areMoments) return;
    if (isLikeSeconds(integer)) this.#likeSeconds += 1;
    if (!isOutermost(integer)) this.#moments.take(integer);
  }
  /** @param integer beyond 2^53 */
  takeLarge(integer) {
    this.#count += 1;
    this.#beyondDouble += 1;
    this.#largeMin = smaller(this.#largeMin, integer);
    this.#largeMax = larger(this.#largeMax, integer);
  }
  get counts() {
    const large = { min: this.#largeMin, max: this.#largeMax };
    const moments = this.#areMoments ? large : { min: null, max: null };
    return {
      integers: this.#count,
      integerMin: smaller(this.#all.min, large.min),
      integerMax: larger(this.#all.max, large.max),
      integersBoolean: this.#booleans,
      integersBeyondDouble: this.#beyondDouble,
      momentMin: smaller(this.#moments.min, moments.min),
      momentMax: larger(this.#moments.max, moments.max),
      integersLikeSeconds: this.#likeSeconds
    };
  }
};
var Bounds = class {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  take(integer) {
    if (integer < this.#min) this.#min = integer;
    if (integer > this.#max) this.#max = integer;
  }
  get min() {
    return this.#min === Number.POSITIVE_INFINITY ? null : BigInt(this.#min);
  }
  get max() {
    return this.#max === Number.NEGATIVE_INFINITY ? null : BigInt(this.#max);
  }
};
var RealTally = class {
  #areMoments;
  #areReferring;
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #infinite = 0;
  #beyondDouble = 0;
  #likeSeconds = 0;
  #whole = 0;
  constructor(column) {
    this.#areMoments = declaresMoments(column);
    this.#areReferring = column.isReferring === true;
  }
  take(real) {
    this.#count += 1;
    if (!Number.isFinite(real)) {
      this.#infinite += 1;
      return;
    }
    if (real < this.#min) this.#min = real;
    if (real > this.#max) this.#max = real;
    if (Math.abs(real) > LAST_EXACT) this.#beyondDouble += 1;
    if (this.#areMoments && arePlausibleSeconds(real) && isOfDecimals(6, real)) this.#likeSeconds += 1;
    if (this.#areReferring && isWhole(real)) this.#whole += 1;
  }
  get counts() {
    const isEmpty = this.#count === this.#infinite;
    return {
      reals: this.#count,
      realMin: isEmpty ? null : this.#min,
      realMax: isEmpty ? null : this.#max,
      realsInfinite: this.#infinite,
      realsBeyondDouble: this.#beyondDouble,
      realsLikeSeconds: this.#likeSeconds,
      realsWhole: this.#whole
    };
  }
};
function isWhole(real) {
  return Number.isInteger(real) && real >= -TWO_63 && real < TWO_63 && !Object.is(real, -0);
}
var TWO_63 = 2 ** 63;
var LAST_EXACT = Number(TWO_53);
var DecimalTally = class {
  #limits;
  #bound;
  #misfits = 0;
  constructor({ declaredType }) {
    this.#limits = decimalLimits(declaredType);
    this.#bound = this.#limits === null ? 0 : 10 ** (this.#limits.precision - this.#limits.scale);
  }
  /** @returns whether it was taken; false where the declared type has more digits than a double can tell */
  take(number, isReal) {
    const limits = this.#limits;
    if (limits === null) return true;
    if (limits.precision > MOST_EXACT_DIGITS) return false;
    const isWithin = number > -this.#bound && number < this.#bound;
    if (!isWithin || isReal && !isOfDecimals(limits.scale, number)) this.#misfits += 1;
    return true;
  }
  /** @returns whether an integer beyond 2^53 was taken */
  takeLarge() {
    return this.#limits === null;
  }
  get counts() {
    return { decimalMisfits: this.#misfits };
  }
};

// src/stages/catalog/text-tally.ts
import { isUtf8 as isUtf82 } from "node:buffer";

// src/stages/catalog/count-texts.ts
import { isAscii, isUtf8 } from "node:buffer";

// src/stages/catalog/profile-of-measures.ts
function kindsOf(measured) {
  return VALUE_KINDS.filter((kind) => countOf(measured, kind) > 0);
}
function holdsOtherKinds(measured) {
  const counted = VALUE_KINDS.reduce((sum, kind) => sum + countOf(measured, kind), 0);
  return counted !== numberOf(measured, "values");
}
function holdsLargeNumbers(measured) {
  const bounds = [
    bigintOf(measured, "integerMin"),
    bigintOf(measured, "integerMax"),
    realOf(measured, "realMin"),
    realOf(measured, "realMax")
  ];
  return bounds.some((bound) => bound !== null && (bound > TWO_53 || bound < -TWO_53));
}
function profileOf(measured, rows) {
  const count = (name) => numberOf(measured, name);
  return {
    nulls: rows - count("values"),
    integers: count("integers"),
    reals: count("reals"),
    texts: TEXT_FORMS.reduce((sum, form) => sum + count(form), 0),
    blobs: count("blobs"),
    integerMin: bigintOf(measured, "integerMin"),
    integerMax: bigintOf(measured, "integerMax"),
    integersBoolean: count("integersBoolean"),
    integersBeyondDouble: count("integersBeyondDouble"),
    momentMin: bigintOf(measured, "momentMin"),
    momentMax: bigintOf(measured, "momentMax"),
    integersLikeSeconds: count("integersLikeSeconds"),
    realsLikeSeconds: count("realsLikeSeconds"),
    realsWhole: count("realsWhole"),
    midnights: count("midnights"),
    realMin: realOf(measured, "realMin"),
    realMax: realOf(measured, "realMax"),
    realsInfinite: count("realsInfinite"),
    realsBeyondDouble: count("realsBeyondDouble"),
    decimalMisfits: count("decimalMisfits"),
    longestText: 0,
    longestTextBytes: count("longestTextBytes"),
    textCharacters: 0,
    longestBlobBytes: count("longestBlobBytes"),
    totalBytes: count("textBytes") + count("blobBytes"),
    textsWithNul: 0,
    textsInvalidUtf8: 0,
    textsNonAscii: 0,
    textsPlain: true,
    textsTf: count("textsTf"),
    blobsUtf8: count("blobsUtf8"),
    jsons: count("jsons"),
    textForms: formsOf(measured)
  };
}
function countOf(measured, kind) {
  switch (kind) {
    case "integer":
      return numberOf(measured, "integers");
    case "real":
      return numberOf(measured, "reals");
    case "blob":
      return numberOf(measured, "blobs");
    default:
      return numberOf(measured, kind);
  }
}
function formsOf(measured) {
  return {
    date: numberOf(measured, "date"),
    timestamp: numberOf(measured, "timestamp"),
    "timestamp-utc": numberOf(measured, "timestamp-utc"),
    "timestamp-offset": numberOf(measured, "timestamp-offset"),
    "timestamp-nano": numberOf(measured, "timestamp-nano"),
    "timestamp-nano-utc": numberOf(measured, "timestamp-nano-utc"),
    "timestamp-nano-offset": numberOf(measured, "timestamp-nano-offset"),
    time: numberOf(measured, "time"),
    "time-offset": numberOf(measured, "time-offset"),
    "time-nano": numberOf(measured, "time-nano"),
    boolean: numberOf(measured, "boolean"),
    uuid: numberOf(measured, "uuid"),
    other: numberOf(measured, "other")
  };
}
function numberOf(measured, name) {
  return Number(measured.get(name) ?? 0);
}
function bigintOf(measured, name) {
  const value = measured.get(name);
  return typeof value === "bigint" ? value : null;
}
function realOf(measured, name) {
  const value = measured.get(name);
  return typeof value === "number" ? value : null;
}

// src/stages/catalog/count-texts.ts
var ESCAPED = [...Buffer.from("\\\b	\n\v\f\r")];
function countTexts(place, profile, measured) {
  const gathered = measured.has("gathered") ? measured.get("gathered") ?? NO_OTHERS : null;
  const isWhole2 = Buffer.isBuffer(gathered) && profile.longestTextBytes <= LONGEST_GATHERED_TEXT;
  if (profile.texts === 0) return NO_TEXTS;
  if (profile.longestTextBytes > LONGEST_READ) {
    const longestText = profile.longestTextBytes;
    return { ...query(place, ONE_BY_ONE), longestText, textCharacters: null, textsPlain: false };
  }
  if (!isWhole2 || gathered.includes(0) || !isUtf8(gathered))
    return { ...query(place, ONE_BY_ONE), textsPlain: false };
  const textsPlain = !ESCAPED.some((byte) => gathered.includes(byte));
  if (isAscii(gathered)) {
    const textCharacters = numberOf(measured, "textBytes");
    return { ...NO_TEXTS, longestText: profile.longestTextBytes, textCharacters, textsPlain };
  }
  const counted = measured.has("longestText") ? plainCounts(measured) : query(place, UNUSUAL_IN_NONE);
  return { ...counted, textsPlain };
}
function plainCounts(measured) {
  return {
    ...NO_TEXTS,
    longestText: numberOf(measured, "longestText"),
    textCharacters: numberOf(measured, "textCharacters"),
    textsNonAscii: numberOf(measured, "textsNonAscii")
  };
}
var NO_OTHERS = Buffer.alloc(0);
var NO_TEXTS = {
  longestText: 0,
  textCharacters: 0,
  textsNonAscii: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsPlain: true
};
var UNUSUAL_IN_NONE = `
  select max(length(v))                    as longestText,
         sum(length(v))                    as textCharacters,
         sum(length(v) <> octet_length(v)) as textsNonAscii,
         0                                 as textsWithNul,
         0                                 as textsInvalidUtf8
    from (select ? as v`;
var ONE_BY_ONE = `
  select max(length(v))             as longestText,
         sum(length(v))             as textCharacters,
         sum(not valid or json_quote(v) glob '*[^' || char(1) || '-' || char(127) || ']*') as textsNonAscii,
         sum(instr(v, char(0)) > 0) as textsWithNul,
         sum(not valid)             as textsInvalidUtf8
    from (select ? as v, is_valid_text(cast(? as blob)) as valid`;
function query({ database, table, column, chunk }, counts) {
  const name = quoteIdentifier(column);
  const row = database.prepare(
    `${counts.replaceAll("?", () => name)}
            from ${quoteIdentifier(table)} not indexed
           where ${chunk.condition}
             and typeof(${name}) = 'text' and octet_length(${name}) <= ${LONGEST_READ}
           limit -1)`
  ).get(...chunk.values);
  return {
    longestText: Number(row?.longestText ?? 0),
    textCharacters: Number(row?.textCharacters ?? 0),
    textsNonAscii: Number(row?.textsNonAscii ?? 0),
    textsWithNul: Number(row?.textsWithNul ?? 0),
    textsInvalidUtf8: Number(row?.textsInvalidUtf8 ?? 0)
  };
}

// src/sql/calendar.ts
function isoDay(year, month, day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
function isoMoment(moment) {
  const { hour, minute, second, decimals } = moment;
  const day = isoDay(moment.year, moment.month, moment.day);
  if (day === null || hour > 23 || minute > 59 || second > 59 || decimals.length > 6) return null;
  const fraction = decimals === "" ? "" : `.${decimals}`;
  return `${day} ${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction}`;
}
function daysOf(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
function pad(value, digits) {
  return String(value).padStart(digits, "0");
}

// src/stages/catalog/text-form.ts
function formOf(bytes, from, length) {
  const first = bytes[from] ?? 0;
  if (!isDigit(first)) {
    if (length <= 5) return isBoolean(bytes, from, length) ? "boolean" : "other";
    return length === UUID_LENGTH && isUuid2(bytes, from) ? "uuid" : "other";
  }
  if (length >= 5 && bytes[from + 4] === DASH) return momentForm(bytes, from, length);
  if (length >= 5 && isMinutes(bytes, from)) return timeForm2(bytes, from + 5, from + length);
  if (isEndOfDay2(bytes, from, length)) return "time";
  return length === UUID_LENGTH && isUuid2(bytes, from) ? "uuid" : "other";
}
function isMidnight2(bytes, from, length) {
  for (let at = from + DAY_LENGTH + 1; at < from + length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > ZERO && byte <= NINE) return false;
  }
  return true;
}
var UUID_LENGTH = 36;
var DAY_LENGTH = 10;
var MINUTES_LENGTH = 16;
function momentForm(bytes, from, length) {
  if (length < DAY_LENGTH || !isDay(bytes, from)) return "other";
  if (length === DAY_LENGTH) return "date";
  const between = bytes[from + DAY_LENGTH];
  if (length < MINUTES_LENGTH || between !== BLANK && between !== CAPITAL_T) return "other";
  return isMinutes(bytes, from + DAY_LENGTH + 1) ? timestampForm2(bytes, from + MINUTES_LENGTH, from + length) : "other";
}
function timestampForm2(bytes, from, end) {
  const at = secondsEnd(bytes, from, end);
  const decimals = decimalsOf(bytes, from, at);
  const zone = decimals < 0 ? null : zoneOf(bytes, at, end);
  if (zone === null) return "other";
  return `timestamp${decimals > MOST_DECIMALS ? "-nano" : ""}${zone}`;
}
function timeForm2(bytes, from, end) {
  const at = secondsEnd(bytes, from, end);
  const decimals = decimalsOf(bytes, from, at);
  const zone = decimals < 0 ? null : zoneOf(bytes, at, end);
  if (zone === "") return decimals > MOST_DECIMALS ? "time-nano" : "time";
  return zone === null || decimals > MOST_DECIMALS ? "other" : "time-offset";
}
function secondsEnd(bytes, from, end) {
  let at = from;
  while (at < end && isOfSeconds2(bytes[at] ?? 0)) at += 1;
  return at;
}
function zoneOf(bytes, from, end) {
  if (from === end) return "";
  const at = bytes[from] === BLANK ? from + 1 : from;
  if (at + 1 === end && bytes[at] === CAPITAL_Z) return "-utc";
  if (!isOffset2(bytes, at, end)) return null;
  return isZero(bytes, at + 1, end) ? "-utc" : "-offset";
}
var MOST_DECIMALS = 6;
function decimalsOf(bytes, from, end) {
  if (from === end) return 0;
  if (end - from < 3 || bytes[from] !== COLON || !isSixty(bytes, from + 1)) return -1;
  if (end - from === 3) return 0;
  if (bytes[from + 3] !== POINT || end - from === 4) return -1;
  let decimals = 0;
  for (let at = from + 4; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) return -1;
    if (byte !== ZERO) decimals = at - from - 3;
  }
  return decimals;
}
function isEndOfDay2(bytes, from, length) {
  for (let place = 0; place < length; place += 1) {
    if (bytes[from + place] !== (END_OF_DAY[place] ?? ZERO)) return false;
  }
  return length === 5 || length === 8 || length >= 10;
}
var END_OF_DAY = [...Buffer.from("24:00:00.")];
function isOffset2(bytes, from, end) {
  const sign = bytes[from];
  if (sign !== PLUS && sign !== DASH) return false;
  const hours = twoDigits(bytes, from + 1);
  if (end - from < 3 || hours < 0 || hours > 15) return false;
  const minutes = bytes[from + 3] === COLON ? from + 4 : from + 3;
  return end === from + 3 || end === minutes + 2 && isSixty(bytes, minutes);
}
function isZero(bytes, from, end) {
  for (let at = from; at < end; at += 1) if (bytes[at] !== ZERO && bytes[at] !== COLON) return false;
  return true;
}
function isDay(bytes, at) {
  const century = twoDigits(bytes, at);
  const yearOfCentury = twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (century < 0 || yearOfCentury < 0 || bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return false;
  const year = century * 100 + yearOfCentury;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}
function isMinutes(bytes, at) {
  const hour = twoDigits(bytes, at);
  return hour >= 0 && hour < 24 && bytes[at + 2] === COLON && isSixty(bytes, at + 3);
}
function isSixty(bytes, at) {
  const number = twoDigits(bytes, at);
  return number >= 0 && number < 60;
}
function isUuid2(bytes, at) {
  for (let place = 0; place < UUID_LENGTH; place += 1) {
    const byte = bytes[at + place] ?? 0;
    const isDash = place === 8 || place === 13 || place === 18 || place === 23;
    if (isDash ? byte !== DASH : !isHex(byte)) return false;
  }
  return true;
}
function isBoolean(bytes, from, length) {
  return length > 0 && BOOLEANS.some((word) => word.length === length && isSpelled2(bytes, from, word));
}
function isSpelled2(bytes, from, word) {
  return word.every((letter, place) => ((bytes[from + place] ?? 0) | LOWER_CASE) === letter);
}
var BOOLEANS = ["t", "f", "true", "false"].map((word) => [
  ...Buffer.from(word)
]);
function isOfSeconds2(byte) {
  return isDigit(byte) || byte === COLON || byte === POINT;
}
function isDigit(byte) {
  return byte >= ZERO && byte <= NINE;
}
function isHex(byte) {
  return isDigit(byte) || byte >= SMALL_A && byte <= SMALL_F;
}
function twoDigits(bytes, at) {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
var BLANK = 32;
var PLUS = 43;
var DASH = 45;
var POINT = 46;
var ZERO = 48;
var NINE = 57;
var COLON = 58;
var CAPITAL_T = 84;
var CAPITAL_Z = 90;
var SMALL_A = 97;
var SMALL_F = 102;
var LOWER_CASE = 32;

// src/stages/catalog/text-tally.ts
var TextTally = class {
  #areDays;
  #forms = { ...EMPTY_PROFILE.textForms };
  #longest = 0;
  #longestBytes = 0;
  #characters = 0;
  #nonAscii = 0;
  #arePlain = true;
  #tf = 0;
  #midnights = 0;
  constructor(column) {
    this.#areDays = declaresDays(column);
  }
  /** @returns whether it was taken; false for texts that hold U+0000 or are no UTF-8: SQLite reads these in its own way */
  take(bytes, at, size) {
    const seen = bytesSeen(bytes, at, at + size);
    if ((seen & HOLDS_NUL) !== 0) return false;
    let characters = size;
    let form = "other";
    if ((seen & HOLDS_NON_ASCII) !== 0) {
      if (!isUtf82(bytes.subarray(at, at + size))) return false;
      characters = charactersOf2(bytes, at, at + size);
      this.#nonAscii += 1;
    } else form = formOf(bytes, at, size);
    if ((seen & HOLDS_ESCAPED) !== 0) this.#arePlain = false;
    this.#forms[form] += 1;
    this.#characters += characters;
    if (characters > this.#longest) this.#longest = characters;
    if (size > this.#longestBytes) this.#longestBytes = size;
    if (form === "boolean") this.#takeBoolean(bytes, at, size);
    if (this.#areDays && (form === "timestamp" || form === "timestamp-utc")) {
      if (isMidnight2(bytes, at, size)) this.#midnights += 1;
    }
    return true;
  }
  #takeBoolean(bytes, at, size) {
    const [letter] = bytes.subarray(at, at + size);
    if (size === 1 && (letter === SMALL_T || letter === SMALL_F2)) this.#tf += 1;
  }
  get counts() {
    return {
      texts: TEXT_FORMS.reduce((sum, form) => sum + this.#forms[form], 0),
      textForms: { ...this.#forms },
      longestText: this.#longest,
      longestTextBytes: this.#longestBytes,
      textCharacters: this.#characters,
      textsNonAscii: this.#nonAscii,
      textsPlain: this.#arePlain,
      textsTf: this.#tf,
      midnights: this.#midnights
    };
  }
};
var SMALL_F2 = 102;
var SMALL_T = 116;
var HOLDS_NUL = 1;
var HOLDS_ESCAPED = 2;
var HOLDS_NON_ASCII = 4;
var OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0) return HOLDS_NUL;
  if (byte > 127) return HOLDS_NON_ASCII;
  return ESCAPED.includes(byte) ? HOLDS_ESCAPED : 0;
});
function bytesSeen(bytes, from, end) {
  let seen = 0;
  for (let at = from; at < end; at += 1) seen |= OF_BYTE[bytes[at] ?? 0] ?? 0;
  return seen;
}
function charactersOf2(bytes, from, end) {
  let characters = 0;
  for (let at = from; at < end; at += 1)
    if (((bytes[at] ?? 0) & CONTINUATION_BITS) !== CONTINUATION) characters += 1;
  return characters;
}
var CONTINUATION_BITS = 192;
var CONTINUATION = 128;

// src/stages/catalog/column-tally.ts
var ColumnTally = class {
  #holdsReals;
  #holdsTexts;
  #isJson;
  #integers;
  #reals;
  #decimals;
  #texts;
  #isOpen = false;
  #nulls = 0;
  #blobs = 0;
  #longestBlobBytes = 0;
  #blobsUtf8 = 0;
  #totalBytes = 0;
  constructor(column) {
    this.#holdsReals = column.affinity === "REAL";
    this.#holdsTexts = column.affinity === "TEXT";
    this.#isJson = declaresJson(column);
    this.#integers = new IntegerTally(column);
    this.#reals = new RealTally(column);
    this.#decimals = new DecimalTally(column);
    this.#texts = new TextTally(column);
  }
  /** The column holds something that SQLite has to be asked for. */
  get isOpen() {
    return this.#isOpen;
  }
  /**
   * Takes the field of a row.
   *
   * @throws UnexpectedPage
   */
  take(cursor) {
    const { serialType } = cursor;
    if (serialType === SERIAL_TYPES.null) this.#nulls += 1;
    else if (this.#isJson) this.#isOpen = true;
    else if (serialType < SERIAL_TYPES.blob) this.#takeNumber(cursor);
    else if (isText(serialType)) this.#takeText(cursor);
    else this.#takeBlob(cursor);
  }
  /** Takes the rowid, which the record of a row does not repeat. */
  takeRowid(rowid) {
    this.#takeInteger(rowid);
  }
  /** Takes a row that is older than the column: it has the DEFAULT, which the record does not repeat. */
  takeMissing(isNull2) {
    if (isNull2) this.#nulls += 1;
    else this.#isOpen = true;
  }
  /** What was found; null where SQLite has to be asked. */
  get profile() {
    if (this.#isOpen) return null;
    return {
      nulls: this.#nulls,
      ...this.#integers.counts,
      ...this.#reals.counts,
      ...this.#decimals.counts,
      ...this.#texts.counts,
      textsWithNul: 0,
      textsInvalidUtf8: 0,
      blobs: this.#blobs,
      longestBlobBytes: this.#longestBlobBytes,
      blobsUtf8: this.#blobsUtf8,
      totalBytes: this.#totalBytes,
      jsons: 0
    };
  }
  #takeNumber(cursor) {
    cursor.readField();
    const { view, at, serialType } = cursor;
    if (serialType === SERIAL_TYPES.double) this.#takeReal(view.getFloat64(at));
    else if (serialType === SERIAL_TYPES.longInteger) this.#takeLongInteger(view.getBigInt64(at));
    else this.#takeInteger(shortInteger(view, at, serialType));
  }
  #takeInteger(integer) {
    if (this.#holdsReals) {
      this.#takeReal(integer);
      return;
    }
    this.#integers.take(integer);
    if (!this.#decimals.take(integer, false)) this.#isOpen = true;
  }
  #takeLongInteger(integer) {
    if (this.#holdsReals || integer <= TWO_53 && integer >= -TWO_53) {
      this.#takeInteger(Number(integer));
      return;
    }
    this.#integers.takeLarge(integer);
    if (!this.#decimals.takeLarge()) this.#isOpen = true;
  }
  #takeReal(real) {
    if (Number.isNaN(real)) {
      this.#nulls += 1;
      return;
    }
    this.#reals.take(real);
    if (!this.#decimals.take(real, true)) this.#isOpen = true;
  }
  #takeText(cursor) {
    cursor.readField();
    if (!this.#texts.take(cursor.bytes, cursor.at, cursor.size)) this.#isOpen = true;
    this.#totalBytes += cursor.size;
  }
  /** Its bytes need not be read, but where they may be those of a text. */
  #takeBlob(cursor) {
    const { size } = cursor;
    this.#blobs += 1;
    this.#totalBytes += size;
    if (size > this.#longestBlobBytes) this.#longestBlobBytes = size;
    if (!this.#holdsTexts) return;
    cursor.readField();
    const blob = cursor.bytes.subarray(cursor.at, cursor.at + size);
    if (!blob.includes(0) && isUtf83(blob)) this.#blobsUtf8 += 1;
  }
};

// src/stages/catalog/measure-pages.ts
async function measurePages(file, branches, table, layout, onRows) {
  try {
    return await measure(new RowCursor(file, branches), table, layout, onRows);
  } catch (error) {
    if (!(error instanceof UnexpectedPage)) throw error;
    return null;
  }
}
async function measure(cursor, { columns }, { fields, rowid }, onRows) {
  const tallies = columns.map((column) => new ColumnTally(column));
  const byField = fields.map((field) => field === null ? null : tallies[field.place] ?? null);
  const byRowid = rowid === null ? null : tallies[rowid] ?? null;
  let rows = 0;
  let told = 0;
  let bytes = 0;
  while (cursor.nextRow()) {
    let field = 0;
    for (; cursor.nextField(); field += 1) {
      const tally = byField[field];
      if (tally != null && !tally.isOpen) tally.take(cursor);
    }
    for (; field < byField.length; field += 1)
      byField[field]?.takeMissing(fields[field]?.isNullWhereMissing === true);
    if (cursor.rowid !== null) byRowid?.takeRowid(cursor.rowid);
    rows += 1;
    bytes += cursor.recordSize;
    if (rows - told < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE) continue;
    onRows(rows - told);
    told = rows;
    bytes = 0;
    await setImmediate();
  }
  onRows(rows - told);
  const measured = /* @__PURE__ */ new Set([...byField, byRowid]);
  return { rows, columns: tallies.map((tally) => measured.has(tally) ? tally.profile : null) };
}
var ROWS_AT_ONCE = 2e4;
var BYTES_AT_ONCE = 2 ** 23;

// src/stages/catalog/profile-table.ts
import { setImmediate as setImmediate2 } from "node:timers/promises";

// src/sql/parsing/lex-sqlite.ts
function lexSqlite(sql) {
  const tokens = [];
  let start = 0;
  while (start < sql.length) {
    const rule = RULES.find(({ pattern }) => matchesAt(pattern, sql, start));
    const end = rule?.pattern.lastIndex ?? start + 1;
    const text = sql.slice(start, end);
    if (rule === void 0) tokens.push({ kind: "illegal", value: text, start, end });
    else if (rule.kind !== null) tokens.push({ kind: rule.kind, value: rule.value(text), start, end });
    start = end;
  }
  return tokens;
}
var asWritten = (text) => text;
var withoutQuotes = (text) => text.slice(1, -1).replaceAll(text.slice(-1).repeat(2), text.slice(-1));
var DIGITS = String.raw`\d+(?:_\d+)*`;
var HEX_DIGITS = String.raw`[\da-fA-F]+(?:_[\da-fA-F]+)*`;
var DECIMAL = String.raw`(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:[eE][+-]?${DIGITS})?`;
var NUMBER = new RegExp(String.raw`(?:0[xX]${HEX_DIGITS}|${DECIMAL})(?![\w$\u0080-\u{10FFFF}])`, "uy");
var RULES = [
  { pattern: /[ \t\n\f\r\uFEFF]+/y, kind: null, value: asWritten },
  { pattern: /--[^\n]*/y, kind: null, value: asWritten },
  { pattern: /\/\*[\s\S]*?(?:\*\/|$)/y, kind: null, value: asWritten },
  { pattern: /'[^']*(?:''[^']*)*'(?!')/y, kind: "string", value: withoutQuotes },
  { pattern: /"[^"]*(?:""[^"]*)*"(?!")/y, kind: "identifier", value: withoutQuotes },
  { pattern: /`[^`]*(?:``[^`]*)*`(?!`)/y, kind: "identifier", value: withoutQuotes },
  { pattern: /\[[^\]]*\]/y, kind: "identifier", value: (text) => text.slice(1, -1) },
  { pattern: /[xX]'(?:[0-9a-fA-F]{2})*'/y, kind: "blob", value: (text) => text.slice(2, -1) },
  { pattern: /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy, kind: "word", value: asWritten },
  { pattern: NUMBER, kind: "number", value: asWritten },
  { pattern: /\?\d*|[:@$#][\w$:\u0080-\u{10FFFF}]+/uy, kind: "parameter", value: asWritten },
  { pattern: /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%=<>&|~(),.;]/y, kind: "operator", value: asWritten }
];
function matchesAt(pattern, sql, position) {
  pattern.lastIndex = position;
  return pattern.test(sql);
}

// src/sql/mentioned-names.ts
function mentionedNames(sql) {
  const names = lexSqlite(sql).filter(({ kind }) => kind === "word" || kind === "identifier");
  return names.map(({ value }) => value);
}

// src/stages/catalog/leave-out-columns.ts
function leaveOutColumns(table, names) {
  if (names.length === 0) return table;
  const isGone = (column) => column !== null && names.some((name) => sameName(name, column));
  const reads = (expression) => mentionedNames(expression ?? "").some(isGone);
  const stays = ({ parts }) => !parts.some(({ column, expression }) => isGone(column) || reads(expression));
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !isGone(name)),
    uniques: table.uniques.filter(stays),
    indexes: table.indexes.filter((index) => stays(index) && !reads(index.where)),
    checks: table.checks.filter(({ column, expression }) => !isGone(column) && !reads(expression)),
    foreignKeys: table.foreignKeys.filter(({ columns }) => !columns.some(isGone))
  };
}
function leaveOutUnread(table, unread) {
  if (unread.length === 0) return table;
  const left = leaveOutColumns(
    table,
    unread.map(({ name }) => name)
  );
  const before = table.leftOut ?? NOTHING;
  const lost = lostOf(table, left);
  const leftOut = {
    reasons: [...before.reasons, ...unread],
    columns: [...before.columns, ...lost.columns],
    uniques: [...before.uniques, ...lost.uniques],
    indexes: [...before.indexes, ...lost.indexes],
    checks: [...before.checks, ...lost.checks],
    foreignKeys: [...before.foreignKeys, ...lost.foreignKeys]
  };
  return { ...left, leftOut };
}
var NOTHING = { reasons: [], columns: [], uniques: [], indexes: [], checks: [], foreignKeys: [] };
function lostOf(table, left) {
  const goneOf = (all, kept) => all.filter((item) => !kept.includes(item));
  return {
    columns: goneOf(table.columns, left.columns),
    uniques: goneOf(table.uniques, left.uniques),
    indexes: goneOf(table.indexes, left.indexes),
    checks: goneOf(table.checks, left.checks),
    foreignKeys: goneOf(table.foreignKeys, left.foreignKeys)
  };
}
function lostWith(table, column) {
  const whole = { ...table, columns: [] };
  const lost = lostOf(whole, leaveOutColumns(whole, [column]));
  const list = (columns) => `(${columns.map((name) => name ?? "\u2026").join(", ")})`;
  return [
    ...lost.uniques.map(({ parts }) => `UNIQUE ${list(parts.map((part) => part.column))}`),
    ...lost.indexes.map(({ name }) => `index ${name}`),
    ...lost.checks.map(({ expression }) => `CHECK (${expression})`),
    ...lost.foreignKeys.map(({ columns }) => `FOREIGN KEY ${list(columns)}`)
  ];
}

// src/stages/catalog/step-through.ts
var FIRST_CHUNK_ROWS = 100;
var CHUNK_ROWS = 2e4;
var CHUNK_BYTES = 2 ** 20;
var PACE = 8;
function* stepThrough(chunks, meter) {
  let after = null;
  let size = chunks.isBounded ? FIRST_CHUNK_ROWS : 1;
  while (true) {
    const { chunk, profile } = readChunk(chunks, meter, after, size);
    if (profile === null && size > 1) {
      size = Math.ceil(size / PACE);
      continue;
    }
    if (profile !== null) chunks.learn(profile.rows, size);
    if (profile !== null) yield { kind: "measured", profile };
    else yield chunk?.last == null ? { kind: "rest-unread" } : { kind: "row-unread" };
    if (chunk?.last == null) return;
    after = chunk.last;
    size = Math.min(size * PACE, CHUNK_ROWS, profile === null ? 1 : rowsWithin(CHUNK_BYTES, profile));
  }
}
function readChunk(chunks, meter, after, size) {
  const chunk = orDamage(() => chunks.next(after, size));
  return { chunk, profile: chunk && orDamage(() => meter.measure(chunk)) };
}
function orDamage(read) {
  try {
    return read();
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}
function rowsWithin(bytes, { rows, profiles }) {
  const chunkBytes = profiles.reduce((sum, profile) => sum + profile.totalBytes, 0);
  return Math.max(1, Math.floor(bytes * rows / Math.max(1, chunkBytes)));
}

// src/stages/catalog/profile-table.ts
async function profileTable(database, table, meter, context, range = ALL_ROWS) {
  const chunks = new RowChunks(database, ordered(table), range);
  let profiles = table.columns.map(() => EMPTY_PROFILE);
  let rowCount = 0;
  let unreadRows = 0;
  let isCut = false;
  for (const step of stepThrough(chunks, meter)) {
    if (step.kind === "measured") {
      const { rows, profiles: found } = step.profile;
      profiles = profiles.map((sum, index) => mergeProfiles(sum, found[index] ?? EMPTY_PROFILE));
      rowCount += rows;
      context.emit({ type: "rows-done", stage: "catalog", table: table.name, rows });
    } else if (step.kind === "row-unread") unreadRows += 1;
    else isCut = true;
    await setImmediate2();
    context.signal.throwIfAborted();
  }
  return {
    profiles,
    rowCount,
    unreadColumns: meter.unreadColumns,
    issues: [
      ...describeUnreadColumns(table, meter.unreadColumns),
      ...describeUnreadRows(table, rowCount, unreadRows, isCut)
    ]
  };
}
function ordered({ name, storageKey, withoutRowid }) {
  return { name, key: storageKey, isRowid: !withoutRowid && storageKey.length > 0 };
}
function describeUnreadColumns(table, columns) {
  return columns.map(({ name, reason }) => {
    const lost = lostWith(table, name);
    const withIt = lost.length === 0 ? "" : `, with ${lost.join(", ")}`;
    return issue("source-read-failed", {
      table: table.name,
      column: name,
      message: `SQLite cannot compute the generated column ${table.name}.${name}: ${reason}; it is left out of the target${withIt}`,
      remedy: `Nothing is damaged: correct the values on which its expression fails; or drop it with a \`prepare\` script, \`alter table ${quoteIdentifier(table.name)} drop column ${quoteIdentifier(name)}\`, and add it in PostgreSQL; or accept the issue with a waiver.`
    });
  });
}
function describeUnreadRows(table, rowCount, unreadRows, isCut) {
  if (unreadRows === 0 && !isCut) return [];
  const lost = [
    ...unreadRows > 0 ? [`${amount(unreadRows, "row")} could not be read`] : [],
    ...isCut ? [`nothing could be read after row ${rowCount + unreadRows}`] : []
  ];
  return [
    issue("source-read-failed", {
      table: table.name,
      rows: unreadRows,
      message: `The file is damaged in table ${table.name}: ${lost.join(", and ")}; ${rowCount === 1 ? "1 row was" : `${rowCount} rows were`} profiled.`
    })
  ];
}

// src/stages/catalog/column-group.ts
var COLUMNS_AT_ONCE = 20;
var ALL_KINDS = new Set(VALUE_KINDS);
var ColumnGroup = class {
  #database;
  #table;
  #columns;
  #gathersTexts;
  /** As many as there are batches of columns, in their order. */
  #queries = [];
  #hasUnreadable = false;
  #knowsNothing = true;
  /** @param gathersTexts whether all texts of a chunk can be gathered: they are in UTF-8, and the chunks are small */
  constructor(database, table, columns, gathersTexts) {
    this.#database = database;
    this.#table = table;
    this.#gathersTexts = gathersTexts;
    this.#columns = columns.map((structure) => ({
      structure,
      seen: /* @__PURE__ */ new Set(),
      expected: ALL_KINDS,
      hasNonAscii: false,
      isSmall: true,
      measured: /* @__PURE__ */ new Map()
    }));
  }
  /** @throws the driver's error where rows cannot be read */
  measure(chunk) {
    try {
      return this.#measure(chunk);
    } catch (error) {
      if (sqliteResultCode(error) !== "SQLITE_TOOBIG" || this.#hasUnreadable) throw error;
      this.#hasUnreadable = true;
      return this.#measure(chunk);
    }
  }
  /** Asks again where the answer shows that something was overlooked. */
  #measure(chunk) {
    let rows = this.#query(chunk);
    const mixed = this.#columns.filter(({ measured }) => holdsOtherKinds(measured));
    for (const column of mixed) column.expected = ALL_KINDS;
    if (mixed.length > 0) rows = this.#query(chunk);
    const large = this.#columns.filter(({ measured, isSmall }) => isSmall && holdsLargeNumbers(measured));
    for (const column of large) column.isSmall = false;
    if (large.length > 0) rows = this.#query(chunk);
    const profiles = this.#columns.map((column) => this.#conclude(column, chunk, rows));
    this.#knowsNothing = false;
    return { rows, profiles };
  }
  /** Measures the columns of a chunk. Gives the number of rows. */
  #query(chunk) {
    const batches = inBatches(this.#columns, COLUMNS_AT_ONCE);
    const parts = batches.map((batch) => batch.map((column, index) => this.#measuresOf(column, index)));
    this.#queries = parts.map((batch, index) => {
      const aggregates = batch.flatMap((part) => part.aggregates.map(({ sql: sql2 }) => sql2));
      const sql = `
        select ${["count(*)", ...aggregates].join(", ")}
          from (select ${batch.flatMap(({ inner }) => inner).join(", ")}
                  from ${quoteIdentifier(this.#table)} not indexed
                 where ${chunk.condition}
                 limit -1)`;
      return this.#prepare(sql, this.#queries[index]);
    });
    let rows = 0;
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#queries[index]?.get(chunk.values) ?? [];
      rows = Number(count ?? 0);
      let next = 0;
      for (const [place, column] of batch.entries())
        column.measured = new Map(parts[index]?.[place]?.aggregates.map(({ of }) => [of, values[next++]]));
    }
    return rows;
  }
  #measuresOf({ structure, expected, hasNonAscii, isSmall }, index) {
    return columnMeasures(structure, index, expected, {
      gathersTexts: this.#gathersTexts,
      unreadable: this.#hasUnreadable,
      characters: hasNonAscii || this.#knowsNothing,
      small: isSmall
    });
  }
  /** Most chunks ask the same question as the one before. */
  #prepare(sql, last) {
    if (last?.sql === sql) return last;
    const statement = this.#database.prepare(sql).raw();
    return { sql, get: (bound) => statement.get(...bound) ?? [] };
  }
  #conclude(column, chunk, rows) {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind);
    column.expected = column.seen;
    const profile = profileOf(column.measured, rows);
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk };
    const counts = countTexts(place, profile, column.measured);
    const gathered = column.measured.get("gathered");
    if (Buffer.isBuffer(gathered)) releaseMemory(gathered);
    column.hasNonAscii ||= counts.textsNonAscii > 0;
    return { ...profile, ...counts };
  }
};
function inBatches(all, size) {
  return Array.from(
    { length: Math.ceil(all.length / size) },
    (_, index) => all.slice(index * size, (index + 1) * size)
  );
}

// src/stages/catalog/table-meter.ts
var TableMeter = class {
  #database;
  #table;
  #gathersTexts;
  #unread;
  #columns;
  /**
   * @param isUtf8 whether the texts of the database are UTF-8: those of a small chunk are gathered then
   */
  constructor(database, table, isUtf84) {
    this.#database = database;
    this.#table = table;
    this.#gathersTexts = isUtf84 && table.storageKey.length > 0;
    this.#unread = this.#unreadAmong(
      (column) => void database.prepare(`select ${column} from ${this.#name}`),
      ({ message }) => message
    );
    this.#columns = this.#readable();
  }
  /**
   * Generated columns that SQLite cannot compute: their functions are those of the application, or fail on a value that it
   * has come to. They are not measured, and hold nothing that the other columns do not.
   */
  get unreadColumns() {
    return this.#unread;
  }
  /** @throws the driver's error where rows cannot be read; then none of the chunk is counted */
  measure(chunk) {
    try {
      return this.#measure(chunk);
    } catch (error) {
      if (sqliteResultCode(error) === null || isDamage(error) || !this.#leaveOutUnread(chunk)) throw error;
      return this.#measure(chunk);
    }
  }
  get #name() {
    return quoteIdentifier(this.#table.name);
  }
  #measure(chunk) {
    const measured = this.#columns.measure(chunk);
    const readable = measured.profiles.values();
    const profiles = this.#table.columns.map(
      ({ name }) => this.#isUnread(name) ? EMPTY_PROFILE : readable.next().value ?? EMPTY_PROFILE
    );
    return { rows: measured.rows, profiles };
  }
  #isUnread(column) {
    return this.#unread.some(({ name }) => name === column);
  }
  /** Whether there were generated columns that cannot be computed in the chunk; the next query does without them. */
  #leaveOutUnread({ condition, values }) {
    const compute = (column) => void this.#database.prepare(
      `select sum(octet_length(${column}))
             from ${this.#name} not indexed
            where ${condition}`
    ).get(...values);
    const found = this.#unreadAmong(compute, messageWithoutValue).filter(({ name }) => !this.#isUnread(name));
    if (found.length === 0) return false;
    this.#unread = [...this.#unread, ...found];
    this.#columns = this.#readable();
    return true;
  }
  /** @param explain what can be told of an error; only one that has seen rows may quote a value */
  #unreadAmong(read, explain) {
    return this.#table.columns.flatMap(({ name, generated }) => {
      const error = generated === null ? null : failureOf(() => read(quoteIdentifier(name)));
      return error === null ? [] : [{ name, reason: explain(error) }];
    });
  }
  #readable() {
    const columns = this.#table.columns.filter(({ name }) => !this.#isUnread(name));
    return new ColumnGroup(this.#database, this.#table.name, columns, this.#gathersTexts);
  }
};
function failureOf(compute) {
  try {
    compute();
    return null;
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return isDamage(error) ? null : error;
  }
}

export {
  decimalText,
  MOST_CAST_DIGITS,
  NANO_FORMS,
  TIMESTAMP_FORMS,
  hasForm,
  isWholeDay,
  isoDay,
  isoMoment,
  daysOf,
  EPOCH_UNITS,
  LEAST_MILLISECONDS,
  arePlausibleSeconds,
  momentOfEpoch,
  plausibleSeconds,
  integersUnit,
  areBoundsTelling,
  numbersUnit,
  mixedEpochs,
  parseDeclaredType,
  decimalLimits,
  lexSqlite,
  mentionedNames,
  isTextualBlob,
  isJson,
  isJsonBlob,
  isStrictJsonb,
  isUnreadableJsonb,
  keepsAsJsonb,
  isZonedTime,
  fits,
  isNull,
  textHasNul,
  textIsInvalidUtf8,
  leaveOutUnread,
  EMPTY_PROFILE,
  mergeProfiles,
  LONGEST_READ,
  declaresMoments,
  measurePages,
  profileTable,
  ordered,
  TableMeter
};
