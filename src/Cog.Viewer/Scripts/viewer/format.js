// Numbers, sizes and places as people read them.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 7 });

/** A value of a file. */
export const value = (number) => {
  if (number === null || number === undefined) {
    return 'no data';
  }

  const size = Math.abs(number);
  return size !== 0 && (size >= 1e9 || size < 1e-4) ? number.toExponential(4) : fine.format(number);
};

export const count = (number) => whole.format(number);

/** As short as a range's end may be: six digits tell it well enough. */
export const short = (number) => Number(number.toPrecision(6));

export function bytes(size) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit += 1) {
    size /= 1024;
  }

  return `${size.toFixed(unit === 0 || size >= 100 ? 0 : 1)} ${units[unit]}`;
}

export const milliseconds = (time) => (time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);

export const metres = (length) =>
  length === 0
    ? '0'
    : length >= 10_000
      ? `${(length / 1000).toFixed(1)} km`
      : length >= 1000
        ? `${(length / 1000).toFixed(2)} km`
        : `${length.toFixed(length < 10 ? 1 : 0)} m`;

export const squareMetres = (area) => (area >= 1e5 ? `${fine.format(Number((area / 1e6).toPrecision(4)))} km²` : `${count(area)} m²`);

/** 33.54844° N, 17.06370° W */
export const place = ({ lng, lat }) =>
  `${Math.abs(lat).toFixed(5)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(wrap(lng)).toFixed(5)}° ${wrap(lng) < 0 ? 'W' : 'E'}`;

/** Between -180 and 180. */
export const wrap = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** The last part of an address, without what may be a signature. */
export const fileName = (url) => {
  const path = url.split(/[?#]/)[0].replace(/\/$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name || url;
  }
};

/** `http://www.opengis.net/def/crs/EPSG/0/32628` as `EPSG:32628`. */
export function crsName(crs) {
  const match = /\/def\/crs\/([^/]+)\/[^/]+\/(\w+)$/.exec(crs ?? '');
  return match ? `${match[1]}:${match[2]}` : (crs ?? 'none');
}
