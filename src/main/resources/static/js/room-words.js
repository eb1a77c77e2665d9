/** What else happens in a meeting, as a line of its thread says it. LogLine.java says the same words; change both. */

/** @returns {{words: string, href: string} | null} null for what the room does not speak of */
export function inWords({ type, data }, meeting) {
  const contribution = `/contributions/${data.id}`;
  switch (type) {
    case "agenda.published":
      return { words: `Agenda version ${data.version} published`, href: `/meetings/${meeting}/agenda` };
    case "contribution.reserved":
      return { words: `${data.number} reserved: ${data.title}`, href: contribution };
    case "contribution.submitted": {
      const revision = data.revision > 0 ? ` revision ${data.revision}` : "";
      return { words: `${data.number}${revision} submitted${data.late ? " late" : ""}: ${data.title}`, href: contribution };
    }
    case "contribution.withdrawn":
      return { words: `${data.number} withdrawn`, href: contribution };
    default:
      return null;
  }
}
