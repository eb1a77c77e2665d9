/** How long a message is, counted as the portal counts it: characters, without the blank ones around them. */

/** From here on it is worth a word. */
const NEARLY_FULL = 0.9;

/** Counting a text of megabytes for every key would hold up the next; so long a one is too long, however it is counted. */
const COUNTED = 2;

/**
 * @param {string} text
 * @param {number} longest
 * @returns {{over: number, words: string}} by how much it is too long, and what is to be said of its length
 */
export function lengthOf(text, longest) {
  if (text.length <= longest * NEARLY_FULL) {
    return { over: 0, words: "" };
  }
  const length = text.length > longest * COUNTED ? text.length : [...text.trim()].length;
  const over = Math.max(0, length - longest);
  return { over, words: over > 0 ? tooLong(over) : `${inWords(length)} of ${inWords(longest)} characters` };
}

function tooLong(over) {
  const much = over === 1 ? "1 character" : `${inWords(over)} characters`;
  return `${much} too long for a message. Shorten it, send it in parts, or upload it as a contribution.`;
}

function inWords(number) {
  return number.toLocaleString("en");
}
