/**
 * An agenda's outline as an array of rows with a depth and a kind each, and what can be done with it. Every function
 * answers with a new array and leaves the rows it was given alone, so that a history of outlines is a list of arrays. The
 * server does the same for readers without script (RowMoves, ItemNumbers).
 */

export const MAX_DEPTH = 5;
export const MAX_ITEMS = 1_000;

/** What a row says, apart from where it stands. */
export const FIELDS = ["kind", "title", "presenter", "minutes", "notes"];

/** 1, 2, 2.1 … by position and depth; breaks have none, and internal items count apart with all that is under them. */
export function numbers(rows) {
  const counters = [];
  const internal = [];
  let root = -1;
  return rows.map(row => {
    if (root >= 0 && row.depth <= root) {
      root = -1;
    }
    if (root < 0 && row.kind === "INTERNAL") {
      root = Math.max(row.depth, 0);
    }
    if (root >= 0) {
      return `i${next(internal, row.depth - root)}`;
    }
    return row.kind === "BREAK" ? "" : next(counters, row.depth);
  });
}

/** A depth that leaves out a level counts as the next one. */
function next(counters, wanted) {
  const depth = Math.min(Math.max(wanted, 0), counters.length);
  counters.length = Math.min(counters.length, depth + 1);
  counters[depth] = (counters[depth] ?? 0) + 1;
  return counters.join(".");
}

/** What stands under an internal item is internal. */
export function inherited(rows) {
  let under = Infinity;
  return rows.map(row => {
    if (row.depth > under) {
      return row.kind === "INTERNAL" ? row : { ...row, kind: "INTERNAL" };
    }
    under = row.kind === "INTERNAL" ? row.depth : Infinity;
    return row;
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

/** @param to before which row, as they stand now */
function moved(rows, index, to, deeper = 0) {
  const last = end(rows, index);
  const block = rows.slice(index, last).map(row => (deeper === 0 ? row : { ...row, depth: row.depth + deeper }));
  if (block.some(row => row.depth > MAX_DEPTH)) {
    return rows;
  }
  return to <= index
    ? [...rows.slice(0, to), ...block, ...rows.slice(to, index), ...rows.slice(last)]
    : [...rows.slice(0, index), ...rows.slice(last, to), ...block, ...rows.slice(Math.max(to, last))];
}

/** Whether a row of this depth may stand directly below. */
function takes(above, depth) {
  return depth <= above.depth || (depth === above.depth + 1 && above.kind !== "BREAK");
}

/** Before the sibling above; out of reach of one, to the end of the parent's sibling above. */
export function up(rows, index) {
  const { depth } = rows[index];
  for (let above = index - 1; above >= 0; above--) {
    if (rows[above].depth === depth) {
      return moved(rows, index, above);
    }
    if (rows[above].depth < depth) {
      return above > 0 && takes(rows[above - 1], depth) ? moved(rows, index, above) : rows;
    }
  }
  return rows;
}

/** After the sibling below; out of reach of one, to the beginning of the parent's sibling below. */
export function down(rows, index) {
  const { depth } = rows[index];
  const below = end(rows, index);
  if (below === rows.length) {
    return rows;
  }
  if (rows[below].depth === depth) {
    return moved(rows, index, end(rows, below));
  }
  return rows[below].depth === depth - 1 && takes(rows[below], depth) ? moved(rows, index, below + 1) : rows;
}

/** One level deeper, under the item above. */
export function indent(rows, index) {
  return index === 0 || !takes(rows[index - 1], rows[index].depth + 1) ? rows : moved(rows, index, index, 1);
}

/** One level up, after the parent with all that stays under it. */
export function outdent(rows, index) {
  const { depth } = rows[index];
  if (depth <= 0) {
    return rows;
  }
  let after = end(rows, index);
  while (after < rows.length && rows[after].depth >= depth) {
    after++;
  }
  return moved(rows, index, after, -1);
}

/** A row below; as the first child where there are children, so that none changes its parent. */
export function insertBelow(rows, index, row) {
  return insertAll(rows, index, [{ ...row, depth: 0 }]);
}

/**
 * Several rows below, their levels counted from where a new one would stand; after the whole item at the top level where
 * they would reach too deep.
 */
export function insertAll(rows, index, others) {
  if (index < 0) {
    return [...rows, ...others];
  }
  const { depth } = rows[index];
  const level = index + 1 < rows.length && rows[index + 1].depth > depth ? depth + 1 : depth;
  const deepest = Math.max(0, ...others.map(row => row.depth));
  let at = index + 1;
  if (level + deepest > MAX_DEPTH) {
    while (at < rows.length && rows[at].depth > 0) {
      at++;
    }
    return [...rows.slice(0, at), ...others, ...rows.slice(at)];
  }
  return [...rows.slice(0, at), ...others.map(row => ({ ...row, depth: row.depth + level })), ...rows.slice(at)];
}

function childrenOut(rows, index) {
  const last = end(rows, index);
  return rows.map((row, at) => (at > index && at < last ? { ...row, depth: row.depth - 1 } : row));
}

/** Without this one; those below it take its level. */
export function remove(rows, index) {
  return childrenOut(rows, index).filter((row, at) => at !== index);
}

/** Of another kind. Nothing stands under a break, so what stood there takes its level. */
export function ofKind(rows, index, kind) {
  if (rows[index].kind === kind) {
    return rows;
  }
  return (kind === "BREAK" ? childrenOut(rows, index) : rows).map((row, at) => (at === index ? { ...row, kind } : row));
}

/**
 * The levels an item may have where it is dropped: not so deep that it or what is below it has no place, and not so high
 * that what follows would fall under it.
 *
 * @param gap before which row, as they stand now
 * @returns the least and the most; null where it cannot be dropped
 */
export function levels(rows, index, gap) {
  const last = end(rows, index);
  const before = gap > index && gap <= last ? index - 1 : gap - 1;
  const after = gap >= index && gap < last ? last : gap;
  const height = Math.max(...rows.slice(index, last).map(row => row.depth)) - rows[index].depth;
  const least = after < rows.length ? rows[after].depth : 0;
  const above = before >= 0 ? rows[before] : null;
  const most = Math.min(above ? above.depth + (above.kind === "BREAK" ? 0 : 1) : 0, MAX_DEPTH - height);
  return least <= most ? [least, most] : null;
}

/** Dropped before a row, at a level that {@link levels} allows. */
export function drop(rows, index, gap, depth) {
  const last = end(rows, index);
  const inside = gap >= index && gap <= last;
  return inside && depth === rows[index].depth ? rows : moved(rows, index, inside ? index : gap, depth - rows[index].depth);
}

/** Nothing in it yet: shown, but neither kept nor sent. */
export function blank(row) {
  return !row.item && !row.title.trim() && !row.presenter.trim() && !row.minutes.trim() && !row.notes.trim();
}

function alike(row, other) {
  return row.depth === other.depth && FIELDS.every(name => row[name] === other[name]);
}

/** The same words in the same places, whatever keys the rows go by. */
export function same(left, right) {
  return left.length === right.length
    && left.every((row, at) => alike(row, right[at]) && (row.item ?? "") === (right[at].item ?? ""));
}

// ---- two texts -------------------------------------------------------------------------------------------------------

/**
 * Brings what somebody else did into one's own text: field by field where both began from the same, each where its author
 * put it. What both changed to different words stays as it is in mine and is counted as a conflict.
 *
 * @param base what both began from; rows are the same by their item
 * @param theirs the newer text of the portal
 * @param mine what stands on the page
 * @returns the rows, the conflicts among them, and by item what somebody else changed
 */
export function merged(base, theirs, mine) {
  const was = byItem(base);
  const other = byItem(theirs);
  const own = byItem(mine);
  const conflicts = [];
  const touched = [];
  const moves = displaced(base, mine);

  const both = row => {
    const old = was.get(row.item);
    const their = other.get(row.item);
    const out = { ...row };
    let changed = false;
    for (const name of ["depth", ...FIELDS]) {
      if (their[name] === row[name] || (old && their[name] === old[name])) {
        continue;
      }
      if (old && row[name] !== old[name]) {
        if (name === "depth") {
          continue;
        }
        conflicts.push(row);
      } else {
        out[name] = their[name];
        changed = true;
      }
    }
    if (changed) {
      touched.push(row.item);
    }
    return out;
  };

  // Their order, without what I removed or moved, is what my own rows are put into.
  const rows = [];
  for (const row of theirs) {
    const old = was.get(row.item);
    const its = own.get(row.item);
    if (its && !moves.has(row.item)) {
      rows.push(both(its));
    } else if (!its && !old) {
      rows.push(row);
      touched.push(row.item);
    } else if (!its && !alike(old, row)) {
      conflicts.push(row);
      rows.push(row);
    }
  }
  mine.forEach((row, at) => {
    const known = row.item && was.has(row.item);
    const there = row.item && other.has(row.item);
    if (known && !there) {
      if (alike(was.get(row.item), row)) {
        return;
      }
      conflicts.push(row);
    } else if (there && !moves.has(row.item)) {
      return;
    }
    rows.splice(afterThoseAbove(rows, mine, at), 0, there ? both(row) : row);
  });
  return { rows: shaped(rows), conflicts, touched };
}

function byItem(rows) {
  return new Map(rows.filter(row => row.item).map(row => [row.item, row]));
}

/** Below the nearest row above that is there. */
function afterThoseAbove(rows, mine, at) {
  for (let above = at - 1; above >= 0; above--) {
    const place = rows.findIndex(row => row.key === mine[above].key);
    if (place >= 0) {
      return place + 1;
    }
  }
  return 0;
}

/** The items that stand in another order than before: the fewest whose moving explains it. */
function displaced(before, after) {
  const places = new Map(before.map((row, at) => [row.item, at]));
  const items = after.map(row => row.item).filter(item => item && places.has(item));
  const sequence = items.map(item => places.get(item));
  const tails = [];
  const previous = sequence.map((place, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sequence[tails[middle]] < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    tails[low] = at;
    return low > 0 ? tails[low - 1] : -1;
  });
  const kept = new Set();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]) {
    kept.add(items[at]);
  }
  return new Set(items.filter(item => !kept.has(item)));
}

/** No level left out, and nothing under a break. */
function shaped(rows) {
  let above = null;
  return rows.map(row => {
    const most = above ? above.depth + (above.kind === "BREAK" ? 0 : 1) : 0;
    above = row.depth > most ? { ...row, depth: most } : row;
    return above;
  });
}

// ---- a history that fits a small store -------------------------------------------------------------------------------

/** @param outlines one after the other; each is written as what it changes in the one before */
export function packed(outlines) {
  const known = new Map();
  const words = [];
  const place = row => {
    const text = JSON.stringify([row.key, row.item, row.depth, ...FIELDS.map(name => row[name])]);
    if (!known.has(text)) {
      known.set(text, words.push(text) - 1);
    }
    return known.get(text);
  };
  let last = [];
  const steps = outlines.map(rows => {
    const now = rows.map(place);
    let head = 0;
    while (head < now.length && head < last.length && now[head] === last[head]) {
      head++;
    }
    let tail = 0;
    while (tail < now.length - head && tail < last.length - head && now.at(-1 - tail) === last.at(-1 - tail)) {
      tail++;
    }
    last = now;
    return [head, tail, ...now.slice(head, now.length - tail)];
  });
  return { rows: words.map(text => JSON.parse(text)), steps };
}

export function unpacked({ rows, steps }) {
  const all = rows.map(([key, item, depth, ...fields]) =>
    ({ key, item, depth, ...Object.fromEntries(FIELDS.map((name, at) => [name, fields[at]])) }));
  let last = [];
  return steps.map(([head, tail, ...middle]) => {
    last = [...last.slice(0, head), ...middle, ...last.slice(last.length - tail)];
    return last.map(at => all[at]);
  });
}
