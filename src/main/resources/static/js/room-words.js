/** What else happens in a meeting, as a line of its thread says it. LogLine.java says the same words; change both. */

import { rulesInWords } from "./room-rules.js";

/** @returns {{words: string, href: string} | null} null for what the room does not speak of */
export function inWords({ type, data }, meeting) {
  const contribution = `/contributions/${data.id}`;
  switch (type) {
    case "agenda.published":
      return published(data, meeting);
    case "agenda.allocated":
      return allocated(data, meeting);
    case "agenda.item-opened":
    case "agenda.item-closed":
      return { words: discussed(type, data), href: `/meetings/${meeting}/agenda#item-${data.item}` };
    case "contribution.reserved":
      return { words: `${data.number} reserved: ${data.title}`, href: contribution };
    case "contribution.submitted": {
      const revision = data.revision > 0 ? ` revision ${data.revision}` : "";
      return { words: `${data.number}${revision} submitted${data.late ? " late" : ""}: ${data.title}`, href: contribution };
    }
    case "contribution.opened":
    case "contribution.decided":
    case "contribution.reopened":
    case "contribution.withdrawn":
    case "contribution.undone":
      return done(data, meeting);
    case "contribution.drafted":
      return { words: `Draft ${data.draft} of ${data.number}: ${data.fileName}`, href: contribution };
    case "contribution.objected":
      return { words: `${data.organization} objects to ${data.number}`, href: contribution };
    case "contribution.objection-withdrawn":
      return { words: `${data.organization} withdrew its objection to ${data.number}`, href: contribution };
    case "contribution.objection-sustained":
      return { words: `Objection of ${data.organization} to ${data.number} sustained`, href: contribution };
    case "contribution.objection-unsettled":
      return { words: `Objection of ${data.organization} to ${data.number} not settled`, href: contribution };
    case "action.given":
      return { words: `Action ${data.number} for ${data.assignee}: ${data.text}`, href: `/meetings/${meeting}/actions` };
    case "minutes.approved":
      return { words: `Minutes approved: ${data.number} ${data.title}`, href: contribution };
    case "minutes.approval-undone":
      return { words: `Approval of minutes taken back: ${data.number}`, href: contribution };
    case "room.moderated":
      return {
        words: rulesInWords(data) || "The room is open: everybody writes without a wait",
        href: `/meetings/${meeting}/room`,
      };
    case "thread.opened":
    case "thread.closed":
    case "thread.reopened":
      return {
        words: `Offline discussion ${type.slice("thread.".length)}: ${data.title}`,
        href: `/meetings/${meeting}/room?thread=${data.thread}`,
      };
    case "queue.called":
      return { words: speaks(data), href: `/meetings/${meeting}/room#room-floor` };
    default:
      return null;
  }
}

function speaks({ name, organization, topic }) {
  return `${name}${organization ? ` (${organization})` : ""} has the floor${topic ? `: ${topic}` : ""}`;
}

/** What a meeting did with one or many contributions, or their authors. */
function done({ id, number, count, said }, meeting) {
  return {
    words: `${count === 1 ? number : `${count} contributions`} ${said}`,
    href: count === 1 ? `/contributions/${id}` : `/meetings/${meeting}/contributions`,
  };
}

/** Nothing where only the officers read something else. What changed is not known of the oldest publications. */
function published({ version, changed }, meeting) {
  return changed === ""
    ? null
    : {
        words: `Agenda version ${version} published${changed ? `: ${changed}` : ""}`,
        href: `/meetings/${meeting}/agenda`,
      };
}

/** What members can find: a place on an item they do not read yet is none of theirs. */
function allocated({ count, contributions }, meeting) {
  const [first] = contributions;
  const agenda = `/meetings/${meeting}/agenda`;
  if (!first || contributions.some(({ item, itemNumber }) => item !== null && itemNumber === null)) {
    return null;
  }
  const what = count === 1 ? first.number : `${count} contributions`;
  if (contributions.every(({ item }) => item === null)) {
    return { words: `${what} taken off the agenda`, href: count === 1 ? `/contributions/${first.id}` : agenda };
  }
  return contributions.every(({ item }) => item === first.item)
    ? { words: `${what} placed on item ${first.itemNumber}`, href: `${agenda}#item-${first.item}` }
    : { words: `${what} placed on the agenda`, href: agenda };
}

function discussed(type, { number, title, takenBack }) {
  const item = `${number} ${title}`.trim();
  if (type === "agenda.item-opened") {
    return `${takenBack ? "Back on" : "Now:"} ${item}`;
  }
  return `${item} ${takenBack ? "was opened by mistake" : "closed"}`;
}
