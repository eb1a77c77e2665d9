// The reader's time zone: taken from the browser on the first visit, and said beside the event's time in the words of
// Times.java; change the two together. Scripts that add times to a page call fill() on what they added.

const YEAR = 365 * 24 * 60 * 60;
const DAY = 24 * 60 * 60 * 1000;

// Where the browser's English locales and the server differ: in January, and in July where that is another one.
const ABBREVIATIONS = new Map([
  ["Asia/Tokyo", ["JST"]],
  ["Asia/Seoul", ["KST"]],
  ["Asia/Shanghai", ["CST"]],
  ["Asia/Taipei", ["CST"]],
  ["Asia/Manila", ["PST"]],
  ["Asia/Karachi", ["PKT"]],
  ["Asia/Jakarta", ["WIB"]],
  ["Asia/Jerusalem", ["IST", "IDT"]],
  ["Asia/Dubai", ["UTC+4"]],
  ["Africa/Lagos", ["WAT"]],
  ["Africa/Nairobi", ["EAT"]],
  ["Africa/Johannesburg", ["SAST"]],
  ["America/St_Johns", ["NST", "NDT"]],
  ["Australia/Lord_Howe", ["UTC+11", "UTC+10:30"]],
  ["Europe/Dublin", ["GMT", "IST"]],
  ["Pacific/Pago_Pago", ["SST"]],
]);

// Browsers go on naming some zones as they were called long ago.
const TODAY = new Map([
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
]);
const LOCALES = ["en-US", "en-GB", "en-IN", "en-AU", "en-NZ", "en-ZA"];

const formatters = new Map();

function formatter(locale, zone, options) {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: "h23", ...options }));
  }
  return formatters.get(key);
}

function parts(date, zone) {
  const options = {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "longOffset",
  };
  const found = formatter("en-US", zone, options).formatToParts(date);
  const value = (type) => found.find((part) => part.type === type)?.value ?? "";
  return {
    clock: `${value("hour")}:${value("minute")}`,
    day: `${value("weekday")} ${value("day")} ${value("month")}`,
    year: value("year"),
    date: Date.parse(`${value("day")} ${value("month")} ${value("year")} UTC`),
    offset: value("timeZoneName"),
  };
}

function abbreviation(date, zone) {
  const known = ABBREVIATIONS.get(zone);
  const { offset, year } = parts(date, zone);
  if (known) {
    const asInJanuary = parts(new Date(Date.UTC(year, 0, 1, 12)), zone).offset === offset;
    return known.at(asInJanuary ? 0 : -1);
  }
  for (const locale of LOCALES) {
    const name = formatter(locale, zone, { timeZoneName: "short" })
      .formatToParts(date)
      .find((part) => part.type === "timeZoneName")?.value;
    if (name && !/^(GMT|UTC)[+\-−]/.test(name)) {
      return name;
    }
  }
  return offset
    .replace("GMT", "UTC")
    .replace(/([+\-−])0(\d)/, "$1$2")
    .replace(":00", "");
}

function place(zone) {
  return zone.includes("/") && !zone.startsWith("Etc/") ? zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ") : zone;
}

function named(date, zone) {
  const short = abbreviation(date, zone);
  return place(zone) === zone ? short : `${short} (${place(zone)})`;
}

function dayMark(days) {
  switch (days) {
    case 0:
      return "";
    case 1:
      return ", next day";
    case -1:
      return ", previous day";
    default:
      return `, ${Math.abs(days)} days ${days > 0 ? "later" : "earlier"}`;
  }
}

function hours(start, end, from, to, zone) {
  if (start.getTime() === end.getTime()) {
    return from.clock;
  }
  const change = from.offset === to.offset ? "" : ` ${abbreviation(start, zone)}`;
  return `${from.clock}${change}–${to.clock}`;
}

/** The reader's zone, or null where the reader wants the event's only. */
export function readerZone() {
  const cookie = document.cookie.split("; ").find((entry) => entry.startsWith("zone="));
  const zone = cookie ? decodeURIComponent(cookie.slice("zone=".length)) : null;
  try {
    return zone && new Intl.DateTimeFormat("en", { timeZone: zone }) ? zone : null;
  } catch {
    return null;
  }
}

/** "your time 08:00–09:30 EST (New York)"; empty where it adds nothing to the event's own. */
export function readerWords(startsAt, endsAt, zone, reader = readerZone()) {
  if (!reader || reader === zone) {
    return "";
  }
  const start = new Date(startsAt);
  const end = new Date(endsAt ?? startsAt);
  const from = parts(start, reader);
  const to = parts(end, reader);
  const there = parts(start, zone);
  if (from.offset === there.offset && to.offset === parts(end, zone).offset) {
    return `same time in ${place(reader)}`;
  }
  const days = Math.round((from.date - there.date) / DAY);
  const date = days === 0 ? "" : `${from.day}, `;
  const range =
    from.date === to.date ? hours(start, end, from, to, reader) : `${from.clock} – ${to.day}, ${to.clock}`;
  return `your time ${date}${range} ${named(end, reader)}${dayMark(days)}`;
}

/** "14:03" in the event's zone. */
export function clock(at, zone) {
  return parts(new Date(at), zone).clock;
}

/** "Thu 26 Nov 2026" in the event's zone. */
export function day(at, zone) {
  const there = parts(new Date(at), zone);
  return `${there.day} ${there.year}`;
}

/** "Thu 26 Nov 2026, 14:03 CET (Warsaw)" and the reader's time after it, for a title. */
export function both(at, zone) {
  const date = new Date(at);
  const there = parts(date, zone);
  const reader = readerWords(at, at, zone);
  return `${there.day} ${there.year}, ${there.clock} ${named(date, zone)}${reader && `, ${reader}`}`;
}

/** Says the reader's time wherever a time within root has none yet. */
export function fill(root = document) {
  const reader = readerZone();
  if (!reader) {
    return;
  }
  for (const time of root.querySelectorAll(".time[data-start]")) {
    const words = time.querySelector(".time-reader");
    if (words && !words.textContent.trim()) {
      words.textContent = readerWords(time.dataset.start, time.dataset.end, time.dataset.zone, reader);
    }
  }
}

function offerOwnZone() {
  const select = document.getElementById("reader-zone");
  const browsers = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = TODAY.get(browsers) ?? browsers;
  if (!select || !own) {
    return;
  }
  if (![...select.options].some((option) => option.value === own)) {
    select.options[0].after(new Option(`${place(own)} (${abbreviation(new Date(), own)})`, own));
  }
  if (!document.cookie.split("; ").some((entry) => entry.startsWith("zone="))) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `zone=${own}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    select.value = own;
  }
}

offerOwnZone();
fill();
