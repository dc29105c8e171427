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
  let roots = [root];
  for (let depth = 0; roots.length < wanted * ROOTS_PER_PART && depth < MOST_LEVELS; depth += 1) {
    if (roots.some((page) => typeOf(file, page) !== PAGE_TYPES.tableInterior)) break;
    roots = roots.flatMap((page) => childrenOf(file, page));
  }
  const size = Math.ceil(roots.length / wanted);
  return Array.from(
    { length: Math.ceil(roots.length / size) },
    (_, index) => roots.slice(index * size, (index + 1) * size)
  );
}
var ROOTS_PER_PART = 4;
function* rowsInOrder(file, roots) {
  const open = [{ page: 0, children: roots, holdsRows: false, next: 0 }];
  let seen = 0;
  for (let parent = open.at(-1); parent !== void 0; parent = open.at(-1)) {
    const { page: above, children, holdsRows, next } = parent;
    const page = children[next];
    if (page === void 0) {
      open.pop();
      continue;
    }
    if (holdsRows && next > 0) yield { page: above, first: next - 1, count: 1, isBetween: true };
    parent.next += 1;
    seen += 1;
    if (seen > file.pages || open.length > MOST_LEVELS) throw new UnexpectedPage();
    const type = typeOf(file, page);
    switch (type) {
      case PAGE_TYPES.tableLeaf:
      case PAGE_TYPES.indexLeaf:
        yield { page, first: 0, count: cellsOf(file, page), isBetween: false };
        break;
      case PAGE_TYPES.tableInterior:
      case PAGE_TYPES.indexInterior:
        open.push({
          page,
          children: childrenOf(file, page),
          holdsRows: type === PAGE_TYPES.indexInterior,
          next: 0
        });
        break;
      default:
        throw new UnexpectedPage();
    }
  }
}
var MOST_LEVELS = 20;
function isIndexPage(file, page) {
  const type = typeOf(file, page);
  return type === PAGE_TYPES.indexLeaf || type === PAGE_TYPES.indexInterior;
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
