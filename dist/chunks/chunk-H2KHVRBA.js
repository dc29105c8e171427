import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  CATEGORIES,
  PRIORITIES
} from "./chunk-YG3OAOOE.js";

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

export {
  compare,
  worst,
  unique,
  byUrgency
};
