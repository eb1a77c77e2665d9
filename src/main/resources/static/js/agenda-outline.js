/**
 * An agenda's outline as an array of rows with a depth each, and what can be done with it. Every function answers with a
 * new array and leaves the rows it was given alone, so that a history of outlines is a list of arrays. The server does the
 * same for readers without script (RowMoves).
 */

export const MAX_DEPTH = 5;

/** 1, 2, 2.1 … by position and depth; a depth that leaves out a level counts as the next one. */
export function numbers(rows) {
  const counters = [];
  return rows.map(row => {
    const depth = Math.min(Math.max(row.depth, 0), counters.length);
    counters.length = Math.max(depth + 1, Math.min(counters.length, depth + 1));
    counters[depth] = (counters[depth] ?? 0) + 1;
    return counters.join(".");
  });
}

/** Where the item and those below it end. */
export function end(rows, index) {
  let last = index + 1;
  while (last < rows.length && rows[last].depth > rows[index].depth) {
    last++;
  }
  return last;
}

function moved(rows, index, to) {
  const last = end(rows, index);
  const block = rows.slice(index, last);
  return to < index
    ? [...rows.slice(0, to), ...block, ...rows.slice(to, index), ...rows.slice(last)]
    : [...rows.slice(0, index), ...rows.slice(last, to), ...block, ...rows.slice(to)];
}

/** Before the sibling above; out of reach of one, to the end of the parent's sibling above. */
export function up(rows, index) {
  const { depth } = rows[index];
  for (let above = index - 1; above >= 0; above--) {
    if (rows[above].depth === depth) {
      return moved(rows, index, above);
    }
    if (rows[above].depth < depth) {
      return above > 0 && rows[above - 1].depth >= depth - 1 ? moved(rows, index, above) : rows;
    }
  }
  return rows;
}

/** After the sibling below; out of reach of one, to the beginning of the parent's sibling below. */
export function down(rows, index) {
  const { depth } = rows[index];
  const next = end(rows, index);
  if (next === rows.length) {
    return rows;
  }
  if (rows[next].depth === depth) {
    return moved(rows, index, end(rows, next));
  }
  return rows[next].depth === depth - 1 ? moved(rows, index, next + 1) : rows;
}

function shifted(rows, index, by) {
  const last = end(rows, index);
  return rows.slice(index, last).some(row => row.depth + by > MAX_DEPTH)
    ? rows
    : rows.map((row, at) => (at >= index && at < last ? { ...row, depth: row.depth + by } : row));
}

/** One level deeper, under the item above. */
export function indent(rows, index) {
  return index === 0 || rows[index].depth > rows[index - 1].depth ? rows : shifted(rows, index, 1);
}

/** One level up, after the parent. */
export function outdent(rows, index) {
  return rows[index].depth === 0 ? rows : shifted(rows, index, -1);
}

/** A row below; as the first child where there are children, so that none changes its parent. */
export function insertBelow(rows, index, row) {
  if (index < 0) {
    return [...rows, { ...row, depth: 0 }];
  }
  const { depth } = rows[index];
  const parent = index + 1 < rows.length && rows[index + 1].depth > depth;
  return [...rows.slice(0, index + 1), { ...row, depth: parent ? depth + 1 : depth }, ...rows.slice(index + 1)];
}

/** Without this one; those below it take its level. */
export function remove(rows, index) {
  const last = end(rows, index);
  return rows.flatMap((row, at) =>
    at === index ? [] : at > index && at < last ? [{ ...row, depth: row.depth - 1 }] : [row]);
}

/** Nothing in it yet: shown, but neither kept nor sent. */
export function blank(row) {
  return !row.item && !row.title.trim() && !row.presenter.trim() && !row.minutes.trim() && !row.notes.trim();
}

/** The same words in the same places, whatever keys the rows go by. */
export function same(left, right) {
  return left.length === right.length && left.every((row, at) => {
    const other = right[at];
    return row.depth === other.depth && row.title === other.title && row.presenter === other.presenter
      && row.minutes === other.minutes && row.notes === other.notes && (row.item ?? "") === (other.item ?? "");
  });
}
