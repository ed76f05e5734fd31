// Numbers with separators, times in the reader's zone. Event times are never converted: they are text of the source.

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const few = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const two = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const part = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const instant = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });

export const DASH = '–';

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

/** 4711 → "4,711"; null → "–". */
export const count = (value) => (known(value) ? whole.format(value) : DASH);

/** 1234567 → "1.2M". */
export const compact = (value) => (known(value) ? short.format(value) : DASH);

/** Any number, at most four digits that count: 0.0123, 12.35, 1,235. */
export function number(value) {
  return known(value) ? (Math.abs(value) >= 1000 ? whole : few).format(value) : DASH;
}

/** Rows per second, without the unit. */
export function rate(value) {
  if (!known(value)) {
    return DASH;
  }
  return value >= 100 ? whole.format(value) : value >= 1 ? one.format(value) : two.format(value);
}

/** 0.123 → "12%". Never "100%" before the end. */
export function percent(value) {
  if (!known(value)) {
    return DASH;
  }
  return part.format(value < 1 ? Math.min(Math.floor(value * 100) / 100, 0.99) : 1);
}

export function bytes(value) {
  if (!known(value)) {
    return DASH;
  }
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let rest = value;
  let unit = 0;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${(unit > 0 && rest < 100 ? one : whole).format(rest)} ${units[unit]}`;
}

/** Milliseconds as "320 ms", "4.2 s", "3 min 20 s", "25 min", "2 h 5 min", "3 d 4 h". */
export function duration(millis) {
  if (!known(millis)) {
    return DASH;
  }
  if (millis < 1000) {
    return `${whole.format(millis)} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return `${(seconds < 10 ? one : whole).format(seconds)} s`;
  }
  const steps = [[86_400, 'd', 3_600, 'h'], [3_600, 'h', 60, 'min'], [60, 'min', 1, 's']];
  const [size, name, lower, lowerName] = steps.find(([least]) => seconds >= least);
  const major = Math.floor(seconds / size);
  const minor = Math.floor((seconds % size) / lower);
  return `${whole.format(major)} ${name}${minor > 0 && major < 10 ? ` ${minor} ${lowerName}` : ''}`;
}

/** An instant in the reader's zone, with the zone: "27 Nov 2026, 10:00:01 GMT+7". */
export const time = (value) => (value ? instant.format(new Date(value)) : DASH);

/** The time of day of an instant in the reader's zone. */
export const timeOfDay = (value) => (value ? clock.format(new Date(value)) : DASH);

export const date = (value) => (value ? day.format(new Date(value)) : DASH);

/** Name of the reader's zone: "Asia/Ho_Chi_Minh". */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** JSON in one line that can be wrapped at its spaces. */
export const json = (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ').replace(/^\{ /, '{').replace(/ \}$/, '}');

/** plural(1, 'row') → "1 row", plural(2, 'row') → "2 rows". */
export const plural = (value, name, names = `${name}s`) => `${count(value)} ${value === 1 ? name : names}`;

/** Parses a duration as the service writes it: "5s", "500ms", "PT1M30S". Returns milliseconds, or null. */
export function millisOf(text) {
  const simple = /^(\d+(?:\.\d+)?)(ns|us|ms|s|m|h|d)$/.exec(text ?? '');
  if (simple) {
    return Number(simple[1]) * { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }[simple[2]];
  }
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text ?? '');
  return iso && text.length > 1 ? Number(iso[1] ?? 0) * 8.64e7 + Number(iso[2] ?? 0) * 3.6e6 + Number(iso[3] ?? 0) * 6e4 + Number(iso[4] ?? 0) * 1e3 : null;
}
