/** Says above the box one writes in how the chair lets people write. LogLine.java and RoomRulesNotice.java say the same. */

/** @returns what everybody is told of the rules; empty where everybody writes freely */
export function rulesInWords({ readOnly, slowSeconds }) {
  if (readOnly) {
    return "The room is read only: the chair and the secretary write";
  }
  return slowSeconds === null ? "" : `Slow mode: everybody waits ${wait(slowSeconds)} between two messages`;
}

/** @param {object[]} events of the room's log, in their order */
export function showRules(events) {
  const last = events.findLast(event => event.type === "room.moderated");
  const place = document.querySelector("[data-room-rules]");
  if (last && place) {
    const words = rulesInWords(last.data);
    place.textContent = words && `${words}. Set by ${last.by.name}.`;
  }
}

function wait(seconds) {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
