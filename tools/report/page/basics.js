'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent);
const main = document.getElementById('main');
const charts = typeof echarts !== 'undefined';
const drawn = [];  // every chart: how to draw it again when colours or sizes change

// ------------------------------------------------------------------------------------------------- small things

// Texts become text nodes, so that nothing of a scenario is ever read as markup.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat())
    if (child !== null && child !== undefined) node.append(child);
  return node;
}
const esc = text => String(text).replace(/[&<>"']/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}[c]));
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const finite = value => typeof value === 'number' && isFinite(value);
const spoken = name => name.replace(/_/g, ' ');
const sum = values => values.reduce((a, b) => a + b, 0);

function decimals(size, digits) {
  if (!(size > 0)) return 0;
  return Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(size))));
}
const grouped = (value, places) =>
  value.toLocaleString('en-US', {minimumFractionDigits: places, maximumFractionDigits: places});

// How a figure of one KPI is written: a factor and a unit.
function scale(kpi, unit) {
  const known = data.kpis[kpi];
  const in_unit = unit !== undefined ? unit : known ? known.unit : '';
  if (in_unit === '1' && (!known || known.ratio) && kpi !== 'bullwhip') return {factor: 100, unit: '%'};
  const names = {d: 'd', unit: 'units', order: 'orders', '1': '', customer: 'customers'};
  return {factor: 1, unit: names[in_unit] !== undefined ? names[in_unit] : in_unit};
}
function written(kpi, value, half, unit) {
  if (!finite(value)) return '–';
  const {factor} = scale(kpi, unit);
  const places = finite(half) && half > 0 ? decimals(factor * half, 2) : decimals(Math.abs(factor * value), 4);
  return grouped(factor * value, Math.min(places, 4));
}
const with_unit = (text, unit) => text === '–' || !unit ? text : text + ' ' + unit;
const figure_text = (kpi, value, half, unit) => with_unit(written(kpi, value, half, unit), scale(kpi, unit).unit);

function day_text(days) {
  if (!data.start) return 'day ' + grouped(days, 1);
  const at = new Date(Date.parse(data.start + 'T00:00:00Z') + days * 86400000);
  return at.toISOString().slice(0, 10);
}

// ---------------------------------------------------------------------------------------------------- sections

function section(id, title, ...children) {
  const made = el('section', {id, 'aria-labelledby': id + '-title'}, el('h2', {id: id + '-title'}, title), ...children);
  main.append(made);
  document.getElementById('contents').append(el('li', {}, el('a', {href: '#' + id}, title)));
  return made;
}
const note = text => el('p', {class: 'quiet'}, text);

// A chart with a caption; its size is fixed before anything is drawn in it.
function chart(caption, options, size = '') {
  const box = el('div', {class: 'chart ' + size, role: 'img', 'aria-label': caption});
  const figure = el('figure', {}, el('figcaption', {}, caption), box);
  if (!charts) {
    box.className = 'quiet';
    box.textContent = 'The program that wrote this page was built without npm, and so without charts.';
    return figure;
  }
  drawn.push({box, options});
  return figure;
}
function draw_all() {
  for (const one of drawn) {
    if (one.instance) one.instance.dispose();
    if (!one.box.isConnected) continue;
    one.instance = echarts.init(one.box, null, {renderer: 'svg'});
    one.instance.setOption(one.options());
  }
}
// On paper a chart shrinks with the page as it is drawn, and what is folded on the screen is there.
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('details:not([open])')];
  for (const details of unfolded) details.open = true;
  for (const svg of document.querySelectorAll('.chart svg'))
    svg.setAttribute('viewBox', `0 0 ${svg.width.baseVal.value} ${svg.height.baseVal.value}`);
});
addEventListener('afterprint', () => { for (const details of unfolded) details.open = false; });
function redraw(box) {
  const one = drawn.find(candidate => candidate.box === box);
  if (one && one.instance) one.instance.setOption(one.options(), true);
}
const text_style = () => ({color: colour('quiet'), fontFamily: 'system-ui, sans-serif', fontSize: 12});
function frame(more) {
  const line = {lineStyle: {color: colour('line')}};
  const axis = {axisLine: line, axisTick: line, splitLine: line, axisLabel: {color: colour('quiet'), hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right'},
                nameTextStyle: {color: colour('quiet')}};
  const dressed = (own, extra) => ({...axis, ...extra, ...own, axisLabel: {...axis.axisLabel, ...(own.axisLabel || {})}});
  const options = {animation: false, textStyle: text_style(), aria: {enabled: true},
                   grid: {left: 8, right: 20, top: 30, bottom: 8, containLabel: true},
                   tooltip: {backgroundColor: colour('card'), borderColor: colour('line'), confine: true,
                             textStyle: {color: colour('ink'), fontSize: 13}}, ...more};
  if (more.xAxis) options.xAxis = dressed(more.xAxis, {});
  if (more.yAxis) options.yAxis = dressed(more.yAxis, {});
  if (more.tooltip) options.tooltip = {...{backgroundColor: colour('card'), borderColor: colour('line'), confine: true,
                                           textStyle: {color: colour('ink'), fontSize: 13}}, ...more.tooltip};
  if (more.legend) options.legend = {textStyle: {color: colour('quiet')}, top: 0, right: 0, ...more.legend};
  return options;
}

// Names as rows of a chart: broken into lines of so many pixels, three at most; the tooltip has them whole.
const narrow = () => innerWidth < 640;
const letter = 6.6;  // pixels, on average
function name_lines(name, width) {
  const most = Math.max(6, Math.floor(width / letter)), lines = [];
  for (let rest = name.trim(); rest; ) {
    if (lines.length === 3) { lines[2] = lines[2].slice(0, most - 1) + '…'; break; }
    let cut = rest.length;
    if (cut > most) {
      cut = Math.max(...[' ', '-', '_', '/'].map(mark => rest.lastIndexOf(mark, most - 1) + 1));
      if (cut < most / 3) cut = most;
    }
    lines.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return lines;
}
const name_width = () => narrow() ? 116 : 240;

// A select with a label; `changed` gets the value, also once at the start.
function choice(label, entries, changed) {
  const select = el('select', {onchange: () => changed(select.value)},
                    entries.map(([value, text]) => el('option', {value}, text)));
  return {label: el('label', {}, label, select), select};
}

// ------------------------------------------------------------------------------------------------------ tables

// A table that sorts by any column, filters by text and can be taken away as CSV. `cell` may write a cell's value.
function table(caption, columns, rows, {name = 'table', total = rows.length, cell, long = []} = {}) {
  const texts = columns.map((column, i) => rows.every(row => row[i] === null || typeof row[i] === 'string'));
  const whole = columns.map((column, i) => rows.every(row => row[i] === null || Number.isInteger(row[i])));
  let order = rows.map((row, i) => i);
  let sorted = {column: -1, direction: 1};
  let wanted = '';
  const body = el('tbody');
  const heads = columns.map((column, i) => el('th', {scope: 'col', class: texts[i] ? 'text' : null},
    el('button', {type: 'button', onclick: () => sort(i)}, spoken(column.name),
       column.unit && column.unit !== '1' ? el('span', {class: 'unit'}, ' ' + column.unit) : null)));
  const show = (row, i) => {
    const value = row[i];
    if (cell) { const own = cell(row, i, columns[i]); if (own !== undefined) return own; }
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    if (whole[i] && Math.abs(value) < 1e15 && scale(columns[i].name).factor === 1) return grouped(value, 0);
    return written(columns[i].name, value, undefined, columns[i].unit === '1' ? undefined : columns[i].unit) +
           (scale(columns[i].name, columns[i].unit === '1' ? undefined : columns[i].unit).unit === '%' ? ' %' : '');
  };
  function fill() {
    body.replaceChildren(...order.filter(i => !wanted || rows[i].some(v => typeof v === 'string' && v.toLowerCase().includes(wanted)))
      .map(i => el('tr', {}, columns.map((column, c) => {
        const attributes = {class: [texts[c] ? 'text' : '', long.includes(column.name) ? 'long' : ''].join(' ').trim() || null,
                            'data-value': typeof rows[i][c] === 'number' ? rows[i][c] : null};
        return c === 0 ? el('th', {...attributes, scope: 'row'}, show(rows[i], c)) : el('td', attributes, show(rows[i], c));
      }))));
  }
  function sort(column) {
    const same = sorted.column === column;
    sorted = {column, direction: same ? -sorted.direction : texts[column] ? 1 : -1};
    order.sort((a, b) => {
      const x = rows[a][column], y = rows[b][column];
      if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
      return sorted.direction * (texts[column] ? x.localeCompare(y) : x - y) || a - b;
    });
    heads.forEach((head, i) => i === column
      ? head.setAttribute('aria-sort', sorted.direction > 0 ? 'ascending' : 'descending') : head.removeAttribute('aria-sort'));
    fill();
  }
  function csv() {
    const quoted = value => value === null ? '' : typeof value === 'number' ? String(value) : '"' + value.replace(/"/g, '""') + '"';
    const lines = [columns.map(c => quoted(c.name)).join(',')].concat(order.map(i => rows[i].map(quoted).join(',')));
    const url = URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], {type: 'text/csv'}));
    const link = el('a', {href: url, download: name + '.csv'});
    document.body.append(link); link.click(); link.remove(); URL.revokeObjectURL(url);
  }
  fill();
  const shown = total > rows.length ? ` Here are ${grouped(rows.length, 0)} of ${grouped(total, 0)}; all are in the results file.` : '';
  return el('div', {class: columns.length > 8 ? 'table wide' : 'table', 'data-name': name},
    el('div', {class: 'controls'},
       rows.length > 5 ? el('label', {}, 'Filter', el('input', {type: 'search', 'aria-label': 'Filter ' + caption,
         oninput: event => { wanted = event.target.value.toLowerCase(); fill(); }})) : null,
       el('button', {type: 'button', onclick: csv}, 'Download CSV')),
    el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
       el('table', {}, el('caption', {}, caption + shown), el('thead', {}, el('tr', {}, heads)), body)));
}

