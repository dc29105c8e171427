import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/engines/sqlite/pages/page-file.ts
import { fstatSync, readSync } from "node:fs";

// src/engines/sqlite/pages/file-header.ts
var HEADER_BYTES = 100;
function pageSizes(header) {
  const size = header.readUInt16BE(16);
  const pageSize = size === 1 ? 65536 : size;
  return { pageSize, usableSize: pageSize - header.readUInt8(20) };
}

// src/engines/sqlite/pages/unexpected-page.ts
var UnexpectedPage = class extends Error {
  name = "UnexpectedPage";
};

// src/engines/sqlite/pages/page-file.ts
var PageFile = class _PageFile {
  /** Some pages in a row, one of them the page that was loaded last. */
  bytes = Buffer.allocUnsafeSlow(WINDOW_BYTES);
  view = new DataView(this.bytes.buffer);
  /** Of a page what holds content, in bytes. */
  usableSize;
  /** Of the file. */
  pages;
  #file;
  #pageSize;
  /** The pages in the window. */
  #first = 0;
  #end = 0;
  /** The page after the one that was read last. */
  #next = 0;
  #apart = null;
  /**
   * @param file descriptor of a database that nobody writes to, without a write-ahead log
   * @throws UnexpectedPage where its header makes no sense
   */
  constructor(file) {
    this.#file = file;
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    const { pageSize, usableSize } = pageSizes(header);
    this.#pageSize = pageSize;
    this.usableSize = usableSize;
    if (this.#pageSize < 512 || this.#pageSize % 512 !== 0 || this.usableSize < 480)
      throw new UnexpectedPage();
    this.pages = Math.floor(fstatSync(file).size / this.#pageSize);
  }
  /**
   * Gives where a page begins in {@link bytes}, until the next one is loaded. The first begins with the header of the file.
   *
   * @throws UnexpectedPage where there is no such page
   */
  load(page) {
    if (page < this.#first || page >= this.#end) this.#read(page);
    this.#next = page + 1;
    return (page - this.#first) * this.#pageSize;
  }
  /** The same file once more, for pages that are needed while one of this stays where it is. */
  get apart() {
    this.#apart ??= new _PageFile(this.#file);
    return this.#apart;
  }
  /** Many at once where they are asked for in their order, as those of a table mostly are. */
  #read(page) {
    const ahead = page - this.#next;
    const wanted = ahead >= 0 && ahead <= NEAR ? WINDOW_BYTES / this.#pageSize : 1;
    const count = Math.min(wanted, this.pages + 1 - page);
    if (page < 1 || count < 1) throw new UnexpectedPage();
    const bytes = count * this.#pageSize;
    const read = readSync(this.#file, this.bytes, 0, bytes, (page - 1) * this.#pageSize);
    if (read < bytes) throw new UnexpectedPage();
    this.#first = page;
    this.#end = page + count;
  }
};
var WINDOW_BYTES = 2 ** 18;
var NEAR = 8;

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

// src/engines/sqlite/pages/local-size.ts
function localSize(length, usableSize, isTable) {
  const most = isTable ? usableSize - 35 : Math.floor((usableSize - 12) * 64 / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor((usableSize - 12) * 32 / 255) - 23;
  const fitting = least + (length - least) % (usableSize - 4);
  return fitting <= most ? fitting : least;
}

// src/engines/sqlite/pages/serial-types.ts
var SERIAL_TYPES = {
  null: 0,
  /** Of 64 bits; the types before it are shorter integers. */
  longInteger: 6,
  double: 7,
  zero: 8,
  one: 9,
  /** From here on even types are blobs, and odd ones texts, each of a length. */
  blob: 12
};
function isShortInteger(serialType) {
  return serialType > SERIAL_TYPES.null && serialType < SERIAL_TYPES.longInteger || serialType === SERIAL_TYPES.zero || serialType === SERIAL_TYPES.one;
}
function isText(serialType) {
  return serialType > SERIAL_TYPES.blob && serialType % 2 === 1;
}
function shortInteger(view, at, serialType) {
  switch (serialType) {
    case 1:
      return view.getInt8(at);
    case 2:
      return view.getInt16(at);
    case 3:
      return view.getInt8(at) * 2 ** 16 + view.getUint16(at + 1);
    case 4:
      return view.getInt32(at);
    case 5:
      return view.getInt16(at) * 2 ** 32 + view.getUint32(at + 2);
    default:
      return serialType - SERIAL_TYPES.zero;
  }
}

export {
  HEADER_BYTES,
  pageSizes,
  UnexpectedPage,
  PageFile,
  PAGE_TYPES,
  headerOf,
  splitTree,
  rowsInOrder,
  isIndexPage,
  localSize,
  SERIAL_TYPES,
  isShortInteger,
  isText,
  shortInteger
};
