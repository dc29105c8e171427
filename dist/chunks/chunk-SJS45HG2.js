import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/engines/sqlite/pages/unexpected-page.ts
var UnexpectedPage = class extends Error {
  name = "UnexpectedPage";
};

// src/engines/sqlite/pages/table-pages.ts
var PAGE_TYPES = { indexInterior: 2, tableInterior: 5, indexLeaf: 10, tableLeaf: 13 };
function headerOf(file, page) {
  return file.load(page) + (page === 1 ? 100 : 0);
}
function splitTree(file, root, wanted) {
  let branches = [root];
  for (let depth = 0; branches.length < wanted * BRANCHES_PER_PART && depth < MOST_LEVELS; depth += 1) {
    if (!branches.some((branch) => isInterior(file, branch))) break;
    branches = branches.flatMap((branch) => isInterior(file, branch) ? branchesOf(file, branch) : [branch]);
  }
  const size = Math.ceil(branches.length / wanted);
  return Array.from(
    { length: Math.ceil(branches.length / size) },
    (_, index) => branches.slice(index * size, (index + 1) * size)
  );
}
var BRANCHES_PER_PART = 4;
function* rowsInOrder(file, part) {
  const open = [{ branches: part, next: 0 }];
  let seen = 0;
  for (let last = open.at(-1); last !== void 0; last = open.at(-1)) {
    const branch = last.branches[last.next];
    last.next += 1;
    if (branch === void 0) {
      open.pop();
      continue;
    }
    if (typeof branch !== "number") {
      yield branch;
      continue;
    }
    seen += 1;
    if (seen > file.pages || open.length > MOST_LEVELS) throw new UnexpectedPage();
    if (isInterior(file, branch)) open.push({ branches: branchesOf(file, branch), next: 0 });
    else if (isLeaf(file, branch)) {
      yield { page: branch, first: 0, count: cellsOf(file, branch), isBetween: false };
    } else throw new UnexpectedPage();
  }
}
var MOST_LEVELS = 20;
function isIndexPage(file, page) {
  const type = typeOf(file, page);
  return type === PAGE_TYPES.indexLeaf || type === PAGE_TYPES.indexInterior;
}
function isInterior(file, branch) {
  if (typeof branch !== "number") return false;
  const type = typeOf(file, branch);
  return type === PAGE_TYPES.tableInterior || type === PAGE_TYPES.indexInterior;
}
function isLeaf(file, page) {
  const type = typeOf(file, page);
  return type === PAGE_TYPES.tableLeaf || type === PAGE_TYPES.indexLeaf;
}
function branchesOf(file, page) {
  const holdsRows = isIndexPage(file, page);
  return childrenOf(file, page).flatMap(
    (child, at) => at > 0 && holdsRows ? [{ page, first: at - 1, count: 1, isBetween: true }, child] : [child]
  );
}
function typeOf(file, page) {
  return file.bytes[headerOf(file, page)];
}
function cellsOf(file, page) {
  return file.view.getUint16(headerOf(file, page) + 3);
}
function childrenOf(file, page) {
  const start = file.load(page);
  const header = headerOf(file, page);
  const cells = cellsOf(file, page);
  if (12 + 2 * cells > file.usableSize) throw new UnexpectedPage();
  const children = [];
  for (let cell = 0; cell < cells; cell += 1) {
    const at = file.view.getUint16(header + 12 + 2 * cell);
    if (at + 4 > file.usableSize) throw new UnexpectedPage();
    children.push(file.view.getUint32(start + at));
  }
  children.push(file.view.getUint32(header + 8));
  return children;
}

export {
  UnexpectedPage,
  PAGE_TYPES,
  headerOf,
  splitTree,
  rowsInOrder,
  isIndexPage
};
