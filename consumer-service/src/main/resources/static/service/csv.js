// CSV as the service writes it, RFC 4180.

/** Parses rows: a list of lists of cells. A cell in quotes may have commas and line breaks. */
export function rowsOf(text) {
  const rows = [];
  let row = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) {
      return rows; // no CSV from here on
    }
    row.push(found[1] === undefined ? found[2].replace(/\r$/, '') : found[1].replaceAll('""', '"'));
    if (found[3] !== ',') {
      rows.push(row);
      row = [];
    } else if (cell.lastIndex === text.length) {
      rows.push([...row, '']);
    }
  }
  return rows;
}

/** Writes a row. */
export const rowOf = (cells) => cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
