import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/issues/issue-ranks.ts
var CATEGORIES = ["schema", "integrity", "quality", "logic", "performance"];
var PRIORITIES = ["HIGH", "MED", "LOW"];

// src/stages/record/order.ts
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function worst(values, ranking) {
  const [found = ranking[0]] = ranking.filter((one) => values.includes(one));
  return found;
}
function unique(items, keyOf) {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
}
function byUrgency(idOf) {
  return (left, right) => PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority) || CATEGORIES.indexOf(left.category) - CATEGORIES.indexOf(right.category) || compare(idOf(left), idOf(right));
}

// src/progress/runner-commands.ts
var BRACKET_COMMAND = /##(?=[\w.-]*\[)/g;
var AT_LINE_START = /^([^\S\n]*)::/gm;
function breakCommands(text) {
  return breakBrackets(text).replace(AT_LINE_START, "$1: :");
}
function breakBrackets(text) {
  return text.replace(BRACKET_COMMAND, "# #");
}
function escapeBrackets(quoted) {
  return quoted.replace(BRACKET_COMMAND, "#\\u0023");
}

// src/progress/part-of.ts
function beginningOf(text, longest) {
  const isPairCut = text.length > longest && isHigh(text.charCodeAt(longest - 1));
  return text.slice(0, isPairCut ? longest - 1 : longest);
}
function endOf(text, longest) {
  const start = Math.max(0, text.length - longest);
  return text.slice(start > 0 && isLow(text.charCodeAt(start)) ? start + 1 : start);
}
function isHigh(unit) {
  return unit >= 55296 && unit <= 56319;
}
function isLow(unit) {
  return unit >= 56320 && unit <= 57343;
}

export {
  BRACKET_COMMAND,
  breakCommands,
  breakBrackets,
  escapeBrackets,
  beginningOf,
  endOf,
  CATEGORIES,
  PRIORITIES,
  compare,
  worst,
  unique,
  byUrgency
};
