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
} from "./chunk-7ZM3YOPB.js";
import {
  ALL_ROWS,
  RowChunks
} from "./chunk-E6KN3HUF.js";
import {
  isDamage,
  messageWithoutValue,
  sqliteResultCode
} from "./chunk-VAG4FJDS.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral
} from "./chunk-HYXKYRZA.js";

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
  const milliseconds = [FIRST_SECOND * 1000n, LAST_SECOND * 1000n, LAST_SECOND * 1000n + 999n];
  return `${value} in (${[FIRST_SECOND, LAST_SECOND, ...milliseconds].join(", ")})`;
}
function looksLikeSeconds(value) {
  return `(${value} between 100000000 and ${LAST_SECOND} or ${value} between ${FIRST_SECOND} and -100000000)`;
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
var FORM_LENGTHS = { date: 10, timestamp: 19, uuid: 36 };
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
  const seconds = `substr(${column}, 6)`;
  return `case when not ${isSeconds(seconds)} then 'other' when ${isNano(seconds)} then 'time-nano' else 'time' end`;
}
function isEndOfDay(column) {
  const seconds = `substr(${column}, 6)`;
  return `${column} glob '24:00*' and (${seconds} in ('', ':00') or ${seconds} glob ':00.0*' and trim(substr(${seconds}, 5), '0') = '') and ${hasNoNul(column)}`;
}
function timestampForm(column) {
  const tail = `substr(${column}, 17)`;
  const rest = `ltrim(${tail}, ':.0123456789')`;
  const offset = `iif(${rest} glob ' [-+Z]*', substr(${rest}, 2), ${rest})`;
  const seconds = `substr(${column}, 17, length(${tail}) - length(${rest}))`;
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
  const isSpelled2 = `${column} glob '[1-9]*' and ${column} not glob '*[^0-9]*' or ${column} = '0' collate binary`;
  const isWhole = `typeof(${column}) = 'integer' or typeof(${column}) = 'text' and instr(${column}, char(0)) = 0 and (${isSpelled2})`;
  return `((${isWhole}) and cast(${column} as integer) between 0 and ${2n ** 32n - 1n})`;
}
function isZonedTime(column, forms = ["time"]) {
  const text = `cast(${column} as text)`;
  const behind = `ltrim(substr(${text}, 6), ':.0123456789')`;
  const time = `substr(${text}, 1, length(${text}) - length(${behind}))`;
  const offset = `ltrim(${behind}, ' ')`;
  const digits = ["[0-9][0-9]", "[0-9][0-9]:[0-9][0-9]", "[0-9][0-9][0-9][0-9]"];
  const isOffset2 = digits.map((form) => `${offset} glob '[+-]${form}'`).join(" or ");
  const isSound = `typeof(${column}) = 'text' and instr(${column}, char(0)) = 0`;
  return `(${isSound} and ${hasForm(time, forms)} and (${behind} = '' or ${offset} in ('Z', 'z') or ${isOffset2}))`;
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
      return `(${integerFits(fit.bits, column)} or ${wholeRealFits(fit.bits, column)} or ${isText(column)} and ${integerTextFits(fit.bits, column)})`;
    case "float":
      return floatFits(fit.bits ?? 64, column);
    case "spelled-float":
      return `(${floatFits(fit.bits, column)} or ${isText(column)} and ${floatTextFits(fit.bits, column)})`;
    case "decimal":
      return fit.spelled === true ? `(${decimalFits(fit.precision, fit.scale, column)} or ${isText(column)} and ${decimalTextFits(fit.precision, fit.scale, column)})` : decimalFits(fit.precision, fit.scale, column);
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
      return `(${isText(column)} and ${column} collate binary in (${fit.labels.map(quoteLiteral).join(", ")}))`;
    case "bytes":
      return fit.utf16 ? `(typeof(${column}) = 'blob' or ${isText(column)} and is_valid_text(cast(${column} as blob)))` : `typeof(${column}) in ('blob', 'text')`;
    case "boolean":
      return `(${isInteger(column)} and ${column} in (0, 1) or ${isText(column)} and lower(${column}) in ('t', 'f', 'true', 'false'${fit.spelled === true ? ", '0', '1'" : ""}))`;
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
      return `(${isText(column)} and is_interval(${column}, ${fit.decimals ?? 6}))`;
    case "json":
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${isJson(column)} or ${isJsonBlob(column)})`;
    case "jsonb":
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${keepsAsJsonb(column)} or iif(${isTextualBlob(column)}, ${keepsAsJsonb(`text_of_utf8(${column})`)}, 0))`;
    case "uuid":
      return hasForm(column, ["uuid"]);
    case "respelled-uuid":
      return `(${isText(column)} and ${isUuidOfAnySpelling(column)})`;
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
  const isWhole = `${column} = cast(${column} as integer) and not (${column} = 0 and atan2(${column}, -1.0) < 0)`;
  return `(typeof(${column}) = 'real' and ${column} >= -${limit} and ${column} < ${limit} and ${isWhole})`;
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
function isText(column) {
  return `typeof(${column}) = 'text'`;
}
function isLoadableText(column, sound) {
  return sound ? isText(column) : `(${isText(column)} and instr(${column}, char(0)) = 0 and is_valid_text(cast(${column} as blob)))`;
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
  "time-nano",
  "boolean",
  "uuid",
  "other"
];

// src/stages/catalog/gathered-texts.ts
import { isUtf8 } from "node:buffer";

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

// src/stages/catalog/gathered-texts.ts
var SEPARATOR = 31;
var LONGEST_GATHERED_TEXT = 4096;
var ESCAPED = [...Buffer.from("\\\b	\n\v\f\r")];
function bytesOfPlain(texts) {
  if (!isUtf8(texts) || texts.includes(0) || ESCAPED.some((byte) => texts.includes(byte))) return -1;
  let bytes = 0;
  for (let at = 0; at < texts.length; ) {
    const end = endOfText(texts, at);
    if (mayHaveForm(texts, at, end)) return -1;
    bytes += end - at;
    at = end + 1;
  }
  return bytes;
}
function countOfForm(texts, form) {
  const length = FORM_LENGTHS[form];
  const has = FORM_TESTS[form];
  let count = 0;
  for (let at = 0; at < texts.length; at += 1) {
    if (texts[at] === SEPARATOR) continue;
    const end = at + length;
    if (end > texts.length || end < texts.length && texts[end] !== SEPARATOR) return -1;
    if (!has(texts, at)) return -1;
    count += 1;
    at = end;
  }
  return count;
}
var STEPS = 64;
function endOfText(texts, from) {
  const near = Math.min(from + STEPS, texts.length);
  for (let at = from; at < near; at += 1) if (texts[at] === SEPARATOR) return at;
  if (near === texts.length) return near;
  const end = texts.indexOf(SEPARATOR, near);
  return end === -1 ? texts.length : end;
}
function mayHaveForm(texts, at, end) {
  const first = texts[at] ?? 0;
  if (isDigit(first) && (texts[at + 4] === DASH || texts[at + 2] === COLON)) return true;
  if (isHex(first) && texts[at + 8] === DASH) return true;
  return (first | LOWER_CASE) === T || (first | LOWER_CASE) === F ? isBoolean(texts, at, end) : false;
}
function isBoolean(texts, at, end) {
  const length = end - at;
  return length === 1 || (length === 4 || length === 5) && BOOLEANS.has(texts.toString("latin1", at, end).toLowerCase());
}
var BOOLEANS = /* @__PURE__ */ new Set(["true", "false"]);
var DASH = 45;
var COLON = 58;
var BLANK = 32;
var ZERO = 48;
var A = 97;
var F = 102;
var T = 116;
var LOWER_CASE = 32;
var CAPITAL_T = T - LOWER_CASE;
function isDigit(byte) {
  return byte >= ZERO && byte <= ZERO + 9;
}
function isHex(byte) {
  return isDigit(byte) || byte >= A && byte <= F;
}
var FORM_TESTS = {
  date: isDay,
  timestamp: isSecond,
  uuid: isUuid2
};
function isDay(texts, at) {
  const century = twoDigits(texts, at);
  const yearOfCentury = twoDigits(texts, at + 2);
  const month = twoDigits(texts, at + 5);
  const day = twoDigits(texts, at + 8);
  if (century < 0 || yearOfCentury < 0 || texts[at + 4] !== DASH || texts[at + 7] !== DASH) return false;
  const year = century * 100 + yearOfCentury;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}
function isSecond(texts, at) {
  const hour = twoDigits(texts, at + 11);
  const minute = twoDigits(texts, at + 14);
  const second = twoDigits(texts, at + 17);
  return isDay(texts, at) && (texts[at + 10] === BLANK || texts[at + 10] === CAPITAL_T) && texts[at + 13] === COLON && texts[at + 16] === COLON && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}
function isUuid2(texts, at) {
  for (let place = 0; place < FORM_LENGTHS.uuid; place += 1) {
    const byte = texts[at + place] ?? 0;
    const isDash = place === 8 || place === 13 || place === 18 || place === 23;
    if (isDash ? byte !== DASH : !isHex(byte)) return false;
  }
  return true;
}
function twoDigits(texts, at) {
  const tens = (texts[at] ?? 0) - ZERO;
  const ones = (texts[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

// src/stages/catalog/column-measures.ts
var VALUE_KINDS = ["integer", "real", "blob", ...TEXT_FORMS];
var LONGEST_READ = 2 ** 26;
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
  const needsValue = [...kinds].some((kind) => kind !== "blob") || column.affinity === "TEXT";
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
  const isText2 = `instr(${value}, x'00') = 0 and is_utf8(${value})`;
  return [...bytes, { of: "blobsUtf8", sql: `sum(${isText2}) filter (where ${kind} = 'blob')` }];
}
function textMeasures({ value, kind, textBytes }, gathersTexts, hasOther) {
  const isShort = `${kind} = 'other' and ${textBytes} <= ${LONGEST_GATHERED_TEXT}`;
  const gathered2 = hasOther ? `cast(group_concat(${value}) filter (where ${isShort}) as blob)` : "null";
  return [
    { of: "longestTextBytes", sql: `max(${textBytes})` },
    { of: "textBytes", sql: `sum(${textBytes})` },
    ...gathersTexts ? [{ of: "gathered", sql: gathered2 }] : []
  ];
}
function charactersOf(name, readable, hasOthers) {
  return hasOthers ? `case when typeof(${name}) = 'text' then length(${readable}) end` : `length(${readable})`;
}
function characterMeasures({ textBytes, characters }) {
  return [
    { of: "longestText", sql: `max(${characters})` },
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

// src/stages/catalog/count-texts.ts
import { isAscii, isUtf8 as isUtf82 } from "node:buffer";

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
function countTexts(place, profile, measured) {
  const gathered2 = measured.has("gathered") ? measured.get("gathered") ?? NO_OTHERS : null;
  const isWhole = Buffer.isBuffer(gathered2) && profile.longestTextBytes <= LONGEST_GATHERED_TEXT;
  if (profile.texts === 0) return NO_TEXTS;
  if (profile.longestTextBytes > LONGEST_READ) {
    return { ...query(place, ONE_BY_ONE), longestText: profile.longestTextBytes, textsPlain: false };
  }
  if (!isWhole || gathered2.includes(0) || !isUtf82(gathered2))
    return { ...query(place, ONE_BY_ONE), textsPlain: false };
  const textsPlain = !ESCAPED.some((byte) => gathered2.includes(byte));
  if (isAscii(gathered2)) return { ...NO_TEXTS, longestText: profile.longestTextBytes, textsPlain };
  const counted = measured.has("longestText") ? plainCounts(measured) : query(place, UNUSUAL_IN_NONE);
  return { ...counted, textsPlain };
}
function plainCounts(measured) {
  return {
    ...NO_TEXTS,
    longestText: numberOf(measured, "longestText"),
    textsNonAscii: numberOf(measured, "textsNonAscii")
  };
}
var NO_OTHERS = Buffer.alloc(0);
var NO_TEXTS = {
  longestText: 0,
  textsNonAscii: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsPlain: true
};
var UNUSUAL_IN_NONE = `
  select max(length(v))                    as longestText,
         sum(length(v) <> octet_length(v)) as textsNonAscii,
         0                                 as textsWithNul,
         0                                 as textsInvalidUtf8
    from (select ? as v`;
var ONE_BY_ONE = `
  select max(length(v))             as longestText,
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
    textsNonAscii: Number(row?.textsNonAscii ?? 0),
    textsWithNul: Number(row?.textsWithNul ?? 0),
    textsInvalidUtf8: Number(row?.textsInvalidUtf8 ?? 0)
  };
}

// src/stages/catalog/uniform-measures.ts
import { isAscii as isAscii2 } from "node:buffer";
function uniformKind(column, kinds, hasNonAscii) {
  const [kind, ...others] = kinds;
  if (kind === void 0 || others.length > 0) return null;
  if (column.generated?.stored === false || declaresJson(column)) return null;
  switch (kind) {
    case "integer":
      return decimalLimits(column.declaredType) === null && !declaresMoments(column) ? kind : null;
    case "real":
      return column.affinity === "REAL" && column.isReferring !== true && !declaresMoments(column) ? kind : null;
    case "other":
      return hasNonAscii ? "utf-8" : "ascii";
    case "date":
    case "timestamp":
    case "uuid":
      return kind;
    default:
      return null;
  }
}
function canBeGathered(profile, kind) {
  switch (kind) {
    case null:
    case "integer":
    case "real":
      return true;
    case "ascii":
    case "utf-8":
      return profile.textsPlain && profile.longestTextBytes <= LONGEST_GATHERED_TEXT;
    default: {
      const length = FORM_LENGTHS[kind];
      return profile.longestTextBytes <= length && profile.totalBytes === profile.texts * length;
    }
  }
}
function uniformSelection(columns) {
  return [
    ...columns.flatMap((column) => aggregatesOf(column).map(({ sql }) => sql)),
    ...gatheredKinds(columns).map((kind) => gathered(columns.filter((column) => column.kind === kind)))
  ];
}
function readUniform(columns, values) {
  let next = 0;
  const found = columns.map((column) => {
    const aggregates = aggregatesOf(column);
    const own = values.slice(next, next + aggregates.length);
    next += aggregates.length;
    return conclude(column, new Map(aggregates.map(({ of }, index) => [of, own[index]])));
  });
  const unproven = /* @__PURE__ */ new Set();
  for (const kind of gatheredKinds(columns)) {
    const texts = found.flatMap((measured, index) => columns[index]?.kind === kind ? [measured] : []);
    if (!areProven(kind, texts, values[next++])) unproven.add(kind);
  }
  return {
    measured: found.map(
      (measured, index) => unproven.has(columns[index]?.kind ?? "ascii") ? null : measured
    ),
    unproven
  };
}
function aggregatesOf({ structure, kind }) {
  const name = quoteIdentifier(structure.name);
  const value = `${name} collate binary`;
  const values = { of: "values", sql: `count(${name})` };
  const texts = { of: "texts", sql: `count(*) filter (where typeof(${name}) = 'text')` };
  switch (kind) {
    case "integer":
      return [
        values,
        { of: "integerMin", sql: `min(${value})` },
        { of: "integerMax", sql: `max(${value})` },
        // an integer if all are; the division keeps it from overflowing
        { of: "wholeNumbers", sql: `sum(${name} / 4096)` },
        { of: "integersBoolean", sql: `count(*) filter (where ${value} in (0, 1))` }
      ];
    case "real":
      return [values, { of: "realMin", sql: `min(${value})` }, { of: "realMax", sql: `max(${value})` }];
    case "ascii":
      return [values, texts, ...bytesOf2(name)];
    case "utf-8":
      return [values, texts, ...bytesOf2(name), ...charactersOf2(name)];
    case "timestamp":
      return declaresDays(structure) ? [values, texts, { of: "midnights", sql: `count(*) filter (where ${isMidnight(name)})` }] : [values, texts];
    case "date":
    case "uuid":
      return [values, texts];
    default:
      return kind;
  }
}
function bytesOf2(name) {
  const bytes = `octet_length(${name})`;
  return [
    { of: "longestTextBytes", sql: `max(${bytes})` },
    { of: "textBytes", sql: `sum(${bytes})` }
  ];
}
function charactersOf2(name) {
  return [
    { of: "longestText", sql: `max(length(${name}))` },
    { of: "textsNonAscii", sql: `count(*) filter (where length(${name}) <> octet_length(${name}))` }
  ];
}
function gathered(columns) {
  const names = columns.map(({ structure }) => quoteIdentifier(structure.name));
  const row = `concat_ws(char(${SEPARATOR}), ${names.join(", ")})`;
  const most = columns.length * (LONGEST_GATHERED_TEXT + 1);
  return `cast(group_concat(substr(${row}, 1, ${most}), char(${SEPARATOR})) as blob)`;
}
function gatheredKinds(columns) {
  const kinds = new Set(columns.map(({ kind }) => kind));
  return [...kinds].filter((kind) => kind !== "integer" && kind !== "real");
}
function conclude({ kind }, found) {
  const measured = measuredOfKind(kind, found);
  return measured === null || holdsLargeNumbers(measured) ? null : measured;
}
function measuredOfKind(kind, found) {
  const values = found.get("values");
  switch (kind) {
    case "integer": {
      const bounds = [found.get("integerMin"), found.get("integerMax"), found.get("wholeNumbers")];
      const areIntegers = bounds.every((bound) => typeof bound === "bigint" || bound === null);
      return areIntegers ? measuredOf(found, { integers: values }) : null;
    }
    case "real": {
      const bounds = [found.get("realMin"), found.get("realMax")];
      const areReals = bounds.every((bound) => typeof bound === "number" || bound === null);
      return areReals ? measuredOf(found, { reals: values }) : null;
    }
    case "ascii": {
      const longestText = found.get("longestTextBytes");
      return found.get("texts") === values ? measuredOf(found, { other: values, longestText }) : null;
    }
    case "utf-8":
      return found.get("texts") === values ? measuredOf(found, { other: values }) : null;
    case "date":
    case "timestamp":
    case "uuid": {
      if (found.get("texts") !== values) return null;
      const length = FORM_LENGTHS[kind];
      const longest = Number(values) > 0 ? length : 0;
      return measuredOf(found, {
        [kind]: values,
        longestText: longest,
        longestTextBytes: longest,
        textBytes: Number(values) * length
      });
    }
    default:
      return kind;
  }
}
function measuredOf(found, others) {
  const known = [...found].filter((entry) => !isProof(entry[0]));
  return new Map([...known, ...Object.entries(others)]);
}
function isProof(name) {
  return name === "wholeNumbers" || name === "texts";
}
function areProven(kind, columns, texts) {
  const bytes = Buffer.isBuffer(texts) ? texts : NOTHING;
  if (columns.includes(null)) return false;
  const total = (name) => columns.reduce((sum, found) => sum + Number(found?.get(name) ?? 0), 0);
  switch (kind) {
    case "integer":
    case "real":
      return true;
    case "ascii":
    case "utf-8": {
      const areShort = columns.every(
        (found) => Number(found?.get("longestTextBytes") ?? 0) <= LONGEST_GATHERED_TEXT
      );
      const isEncoded = kind === "utf-8" || isAscii2(bytes);
      return areShort && isEncoded && bytesOfPlain(bytes) === total("textBytes");
    }
    case "date":
    case "timestamp":
    case "uuid":
      return countOfForm(bytes, kind) === total("values");
    default:
      return kind;
  }
}
var NOTHING = Buffer.alloc(0);

// src/stages/catalog/column-group.ts
var GENERAL_COLUMNS = 20;
var UNIFORM_COLUMNS = 250;
var NOTHING_LEARNED = {
  seen: /* @__PURE__ */ new Set(),
  hasNonAscii: false,
  isSmall: true,
  isUniform: true
};
var ALL_KINDS = new Set(VALUE_KINDS);
var ColumnGroup = class {
  #database;
  #table;
  #columns;
  #gathersTexts;
  /** Kinds of text of which a chunk could not be proven, though none of its columns held anything else. */
  #unprovable = /* @__PURE__ */ new Set();
  /** As many as there are batches of columns, in their order. */
  #general = [];
  #uniform = [];
  #hasUnreadable = false;
  #knowsNothing;
  /**
   * @param gathersTexts whether all texts of a chunk can be gathered: they are in UTF-8, and the chunks are small
   * @param learned what another group has learned of the same columns; null where none has
   */
  constructor(database, table, columns, gathersTexts, learned) {
    this.#database = database;
    this.#table = table;
    this.#gathersTexts = gathersTexts;
    this.#knowsNothing = learned === null;
    this.#columns = columns.map((structure, index) => {
      const { seen, ...known } = learned?.[index] ?? NOTHING_LEARNED;
      const own = new Set(seen);
      return {
        structure,
        seen: own,
        expected: learned === null ? ALL_KINDS : own,
        ...known,
        measured: /* @__PURE__ */ new Map()
      };
    });
  }
  get learned() {
    return this.#columns.map(({ seen, hasNonAscii, isSmall, isUniform }) => ({
      seen,
      hasNonAscii,
      isSmall,
      isUniform
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
  #measure(chunk) {
    const uniform = this.#uniformColumns();
    const found = this.#queryUniform(uniform, chunk);
    const others = this.#columns.filter((column) => !found.proven.has(column));
    const rows = others.length === 0 ? found.rows : this.#measureGenerally(others, chunk);
    const profiles = this.#columns.map(
      (column) => this.#conclude(column, found.proven.has(column), chunk, rows)
    );
    for (const kind of found.unproven) {
      const columns = uniform.filter((known) => known.kind === kind).map(({ column }) => column);
      if (columns.every((column) => uniformKindOf(column) === kind)) this.#unprovable.add(kind);
    }
    this.#knowsNothing = false;
    return { rows, profiles };
  }
  /** Asks again where the answer shows that something was overlooked. Gives the number of rows. */
  #measureGenerally(columns, chunk) {
    let rows = this.#queryGenerally(columns, chunk);
    const mixed = columns.filter(({ measured }) => holdsOtherKinds(measured));
    for (const column of mixed) column.expected = ALL_KINDS;
    if (mixed.length > 0) rows = this.#queryGenerally(columns, chunk);
    const large = columns.filter(({ measured, isSmall }) => isSmall && holdsLargeNumbers(measured));
    for (const column of large) column.isSmall = false;
    if (large.length > 0) rows = this.#queryGenerally(columns, chunk);
    return rows;
  }
  #uniformColumns() {
    if (this.#knowsNothing || !this.#gathersTexts || this.#hasUnreadable) return [];
    return this.#columns.flatMap((column) => {
      const kind = uniformKindOf(column);
      const isProvable = kind !== null && !this.#unprovable.has(kind);
      return isProvable ? [{ column, structure: column.structure, kind }] : [];
    });
  }
  #queryUniform(uniform, chunk) {
    const batches = inBatches(uniform, UNIFORM_COLUMNS);
    this.#uniform = batches.map((batch, index) => {
      const sql = `
        select ${["count(*)", ...uniformSelection(batch)].join(", ")}
          from ${quoteIdentifier(this.#table)} not indexed
         where ${chunk.condition}`;
      return this.#prepare(sql, this.#uniform[index]);
    });
    let rows = 0;
    const proven = /* @__PURE__ */ new Set();
    const unproven = /* @__PURE__ */ new Set();
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#uniform[index]?.get(chunk.values) ?? [];
      rows = Number(count ?? 0);
      const result = readUniform(batch, values);
      for (const kind of result.unproven) unproven.add(kind);
      for (const [place, { column }] of batch.entries()) {
        const measured = result.measured[place] ?? null;
        if (measured === null) continue;
        column.measured = measured;
        proven.add(column);
      }
      for (const value of values) if (Buffer.isBuffer(value)) releaseMemory(value);
    }
    return { rows, proven, unproven };
  }
  /** Measures columns of any kinds. Gives the number of rows. */
  #queryGenerally(columns, chunk) {
    const batches = inBatches(columns, GENERAL_COLUMNS);
    const parts = batches.map((batch) => batch.map((column, index) => this.#generalMeasures(column, index)));
    this.#general = parts.map((batch, index) => {
      const aggregates = batch.flatMap((part) => part.aggregates.map(({ sql: sql2 }) => sql2));
      const sql = `
        select ${["count(*)", ...aggregates].join(", ")}
          from (select ${batch.flatMap(({ inner }) => inner).join(", ")}
                  from ${quoteIdentifier(this.#table)} not indexed
                 where ${chunk.condition}
                 limit -1)`;
      return this.#prepare(sql, this.#general[index]);
    });
    let rows = 0;
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#general[index]?.get(chunk.values) ?? [];
      rows = Number(count ?? 0);
      let next = 0;
      for (const [place, column] of batch.entries())
        column.measured = new Map(parts[index]?.[place]?.aggregates.map(({ of }) => [of, values[next++]]));
    }
    return rows;
  }
  #generalMeasures({ structure, expected, hasNonAscii, isSmall }, index) {
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
  #conclude(column, isProven, chunk, rows) {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind);
    column.expected = column.seen;
    const profile = profileOf(column.measured, rows);
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk };
    const counts = isProven ? plainCounts(column.measured) : countTexts(place, profile, column.measured);
    const gathered2 = column.measured.get("gathered");
    if (Buffer.isBuffer(gathered2)) releaseMemory(gathered2);
    column.hasNonAscii ||= counts.textsNonAscii > 0;
    const concluded = { ...profile, ...counts };
    column.isUniform &&= canBeGathered(concluded, uniformKindOf(column));
    return concluded;
  }
};
function uniformKindOf(column) {
  const { structure, seen, isSmall, isUniform, hasNonAscii } = column;
  return isSmall && isUniform ? uniformKind(structure, seen, hasNonAscii) : null;
}
function inBatches(all, size) {
  return Array.from(
    { length: Math.ceil(all.length / size) },
    (_, index) => all.slice(index * size, (index + 1) * size)
  );
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
function smaller(one, other) {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
function larger(one, other) {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
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
   * @param learned by another meter of the same table; null where none has
   */
  constructor(database, table, isUtf83, learned = null) {
    this.#database = database;
    this.#table = table;
    this.#gathersTexts = isUtf83 && table.storageKey.length > 0;
    this.#unread = this.#unreadAmong(
      (column) => void database.prepare(`select ${column} from ${this.#name}`),
      ({ message }) => message
    );
    this.#columns = this.#readable(learned);
  }
  /**
   * Generated columns that SQLite cannot compute: their functions are those of the application, or fail on a value that it
   * has come to. They are not measured, and hold nothing that the other columns do not.
   */
  get unreadColumns() {
    return this.#unread;
  }
  /** What the chunks have taught so far. */
  get learned() {
    return this.#columns.learned;
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
    this.#columns = this.#readable(null);
    return true;
  }
  /** @param explain what can be told of an error; only one that has seen rows may quote a value */
  #unreadAmong(read, explain) {
    return this.#table.columns.flatMap(({ name, generated }) => {
      const error = generated === null ? null : failureOf(() => read(quoteIdentifier(name)));
      return error === null ? [] : [{ name, reason: explain(error) }];
    });
  }
  #readable(learned) {
    const columns = this.#table.columns.filter(({ name }) => !this.#isUnread(name));
    return new ColumnGroup(this.#database, this.#table.name, columns, this.#gathersTexts, learned);
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

// src/stages/catalog/profile-table.ts
import { setImmediate } from "node:timers/promises";

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
  const before = table.leftOut ?? NOTHING2;
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
var NOTHING2 = { reasons: [], columns: [], uniques: [], indexes: [], checks: [], foreignKeys: [] };
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
    await setImmediate();
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
function learnFromFirstRows(database, table, isUtf83) {
  const meter = new TableMeter(database, table, isUtf83);
  try {
    const step = stepThrough(new RowChunks(database, ordered(table)), meter).next();
    const isLearned = step.value?.kind === "measured" && meter.unreadColumns.length === 0;
    return isLearned ? meter.learned : null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
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

export {
  isoDay,
  isoMoment,
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
  NANO_FORMS,
  TIMESTAMP_FORMS,
  hasForm,
  isWholeDay,
  isTextualBlob,
  isJson,
  isJsonBlob,
  keepsAsJsonb,
  decimalText,
  MOST_CAST_DIGITS,
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
  TableMeter,
  profileTable,
  learnFromFirstRows,
  ordered
};
