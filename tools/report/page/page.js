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
  const shown = total > rows.length ? ` The first ${rows.length} of ${grouped(total, 0)}; all are in the results file.` : '';
  return el('div', {class: 'table', 'data-name': name},
    el('div', {class: 'controls'},
       rows.length > 5 ? el('label', {}, 'Filter', el('input', {type: 'search', 'aria-label': 'Filter ' + caption,
         oninput: event => { wanted = event.target.value.toLowerCase(); fill(); }})) : null,
       el('button', {type: 'button', onclick: csv}, 'Download CSV')),
    el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
       el('table', {}, el('caption', {}, caption + shown), el('thead', {}, el('tr', {}, heads)), body)));
}

// ------------------------------------------------------------------------------------------------ what came out

const groups = [
  ['Service', name => /fill_rate|ready_rate|service_level|backorder_rate|fulfillment|delivery|on_time|cancellation|lost_sales|wait_over|communication/.test(name)],
  ['Money', (name, kpi) => kpi.unit.startsWith(data.currency || '\u0000') || /^inventory_turns/.test(name)],
  ['Stock', name => /^(on_hand|backorders|on_order|in_transit|bullwhip|work_in_process|plant_utilization|scrap)/.test(name)],
  ['Counts and the rest', () => true],
];
const group_of = name => groups.find(([, belongs]) => belongs(name, data.kpis[name]))[0];
const says_something = row => row && finite(row.mean) && !(row.mean === 0 && row.min === 0 && row.max === 0);

function term(name) {
  const known = data.kpis[name];
  if (!known || !known.definition) return spoken(name);
  return el('span', {class: 'term', tabindex: '0'}, spoken(name), el('span', {class: 'tip', role: 'tooltip'}, known.definition));
}

function answer() {
  const box = section('answer', 'Answer', ...data.verdicts.map(text => el('p', {}, text)));
  box.classList.add('answer');
  if (data.kind !== 'run') return;
  const wanted = ['fill_rate', 'backorder_rate', 'fulfillment_time', 'lost_sales_rate', 'cancellation_rate', 'profit',
                  'cost_per_period', 'peak_cash_need', 'on_hand'];
  const summary = data.variants[0].summary;
  const tiles = wanted.filter(name => says_something(summary[name])).slice(0, 6).map(name => {
    const row = summary[name];
    return el('div', {class: 'tile'}, el('dt', {}, term(name)),
      el('dd', {}, el('div', {class: 'big', 'data-kpi': name, 'data-value': row.mean}, figure_text(name, row.mean, row.half_width)),
         el('div', {class: 'small'}, finite(row.half_width) ? '± ' + written(name, row.half_width, row.half_width) + ', 95 % sure' : 'one replication')));
  });
  box.append(el('dl', {class: 'tiles'}, tiles));
}

function figures() {
  const box = section('figures', 'Figures');
  const host = el('div');
  const show = index => {
    const summary = data.variants[index].summary;
    const rows = [];
    for (const [title] of groups) {
      const names = Object.keys(summary).filter(name => group_of(name) === title && says_something(summary[name]));
      if (names.length === 0) continue;
      rows.push(el('tr', {}, el('th', {scope: 'rowgroup', colspan: 6}, title)));
      for (const name of names) {
        const row = summary[name], {unit} = scale(name);
        const cell = value => el('td', {'data-value': value}, written(name, value, row.half_width));
        rows.push(el('tr', {'data-kpi': name}, el('th', {scope: 'row'}, term(name), unit ? el('span', {class: 'unit'}, ' ' + unit) : null),
          cell(row.mean), el('td', {'data-value': row.half_width}, finite(row.half_width) ? '± ' + written(name, row.half_width, row.half_width) : '–'),
          cell(row.p05), cell(row.p95), cell(row.cvar95)));
      }
    }
    host.replaceChildren(el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Figures'}, el('table', {},
      el('caption', {}, `Means over ${data.variants[index].summary[Object.keys(summary)[0]].n} replications with their 95 % intervals. ` +
        'Single replications lie between the two quantiles nine times in ten; the worst 5 % is the mean of the worst twentieth.'),
      el('thead', {}, el('tr', {}, ['Figure', 'Mean', '95 % sure', '5 % quantile', '95 % quantile', 'Worst 5 %'].map((text, i) =>
        el('th', {scope: 'col', class: i === 0 ? 'text' : null}, text)))),
      el('tbody', {}, rows))));
  };
  if (data.variants.length > 1) {
    const pick = choice('Of', data.variants.map((v, i) => [i, v.name]), value => show(+value));
    box.append(el('div', {class: 'controls'}, pick.label));
  }
  box.append(host);
  show(0);
}

// -------------------------------------------------------------------------------------------------- comparison

const column = (of, name) => of.columns.findIndex(one => one.name === name);
const column_values = (of, name) => of.rows.map(row => row[column(of, name)]);

function comparison() {
  const kpis = Object.keys(data.comparison);
  if (kpis.length === 0) return;
  const box = section('comparison', 'Comparison',
    note('Paired differences from the baseline on the same random numbers. Thin lines hold for all alternatives together, thick ones for each alone.'));
  let kpi = kpis[0];
  const pick = choice('Figure', kpis.map(name => [name, spoken(name)]), value => { kpi = value; update(); });
  box.append(el('div', {class: 'controls'}, pick.label));
  const whiskers = chart('How each alternative differs from the baseline', () => whisker_options(kpi), 'tall');
  const host = el('div');
  box.append(whiskers, host);
  function update() {
    const of = data.comparison[kpi];
    const shown = of.columns.map((c, i) => i).filter(i => !['cell'].includes(of.columns[i].name));
    host.replaceChildren(table('Comparison by ' + spoken(kpi), shown.map(i => of.columns[i]), of.rows.map(row => shown.map(i => row[i])),
      {name: 'comparison-' + kpi, total: of.total, long: ['verdict'], cell: (row, i, c) => {
        if (c.name === 'standing' && typeof row[i] === 'string') return el('span', {class: row[i]}, spoken(row[i]));
        if (/^(difference|low|high|value|simultaneous|from_best)/.test(c.name) && finite(row[i])) return written(kpi, row[i]) + (scale(kpi).unit === '%' ? ' %' : '');
        if (/^probability/.test(c.name) && finite(row[i])) return grouped(100 * row[i], 1) + ' %';
      }}));
    whiskers.querySelector('.chart').style.height = Math.max(220, 60 + 30 * of.rows.length) + 'px';
    const one = drawn.find(candidate => candidate.box === whiskers.querySelector('.chart'));
    if (one && one.instance) { one.instance.resize(); redraw(one.box); }
  }
  update();
}

function whisker_options(kpi) {
  const of = data.comparison[kpi], {factor, unit} = scale(kpi);
  const get = name => column_values(of, name).map(v => finite(v) ? factor * v : null);
  const names = column_values(of, 'cell_name');
  const standing = column_values(of, 'standing');
  const difference = get('difference'), low = get('low'), high = get('high');
  const far_low = get('simultaneous_low'), far_high = get('simultaneous_high');
  const tint = i => standing[i] === 'better' ? colour('good') : standing[i] === 'worse' ? colour('bad') : colour('quiet');
  return frame({
    xAxis: {type: 'value', name: unit, nameLocation: 'end', scale: true},
    yAxis: {type: 'category', data: names, inverse: true, axisLabel: {alignMinLabel: null, alignMaxLabel: null, width: 130, overflow: 'truncate', color: colour('ink')}},
    tooltip: {trigger: 'item', formatter: p => esc(names[p.dataIndex]) + '<br>' + grouped(difference[p.dataIndex], 2) + ' ' + esc(unit) +
      (finite(low[p.dataIndex]) ? '<br>95 %: ' + grouped(low[p.dataIndex], 2) + ' … ' + grouped(high[p.dataIndex], 2) : '')},
    series: [{type: 'custom', data: names.map((n, i) => [difference[i], i]), encode: {x: 0, y: 1},
      markLine: {silent: true, symbol: 'none', data: [{xAxis: 0}], lineStyle: {color: colour('quiet'), type: 'solid'}, label: {show: false}},
      renderItem: (params, api) => {
        const i = params.dataIndex, y = api.coord([0, i])[1], x = v => api.coord([v, i])[0];
        const line = (a, b, width) => finite(a) && finite(b) ? [{type: 'line', shape: {x1: x(a), y1: y, x2: x(b), y2: y},
          style: {stroke: tint(i), lineWidth: width, opacity: width < 4 ? .7 : 1}}] : [];
        const dot = finite(difference[i]) ? [{type: 'circle', shape: {cx: x(difference[i]), cy: y, r: 6},
          style: {fill: tint(i), stroke: colour('card'), lineWidth: 2}}] : [];
        return {type: 'group', children: [...line(far_low[i], far_high[i], 2), ...line(low[i], high[i], 5), ...dot]};
      }}, {type: 'scatter', data: names.flatMap((n, i) => [far_low[i], far_high[i]].filter(finite).map(v => [v, i])), symbolSize: 0, silent: true}],
  });
}

// ------------------------------------------------------------------------------------------------- risk and cost

function frontier() {
  const priced = data.variants.filter(v => ['profit', 'cost_total', 'cost_per_period'].some(k => says_something(v.summary[k])));
  if (priced.length < 2) return;
  const gains = priced.some(v => says_something(v.summary.profit) && v.summary.revenue && v.summary.revenue.mean > 0);
  const value = gains ? 'profit' : says_something(priced[0].summary.cost_total) ? 'cost_total' : 'cost_per_period';
  const axes = ['cvar95', 'fill_rate', 'cancellation_rate', 'peak_cash_need'].filter(name => name === 'cvar95'
    ? priced.some(v => v.summary[value] && finite(v.summary[value].cvar95)) : priced.some(v => says_something(v.summary[name])));
  if (axes.length === 0) return;
  let risk = axes[0];
  const against = v => risk === 'cvar95' ? v.summary[value].cvar95 : (v.summary[risk] || {}).mean;
  const label = name => name === 'cvar95' ? spoken(value) + ' in the worst 5 % of cases' : spoken(name);
  const box = section('frontier', 'Cost against risk', note('Each point is an alternative. Those on the line are not beaten in both by any other.'));
  const figure = chart('Expected ' + spoken(value) + ' against risk', () => {
    const risk_kpi = risk === 'cvar95' ? value : risk;
    const points = priced.map(v => ({name: v.name, x: v.summary[value] && v.summary[value].mean, y: against(v)}))
      .filter(p => finite(p.x) && finite(p.y)).map(p => ({name: p.name, value: [p.x * scale(value).factor, p.y * scale(risk_kpi).factor]}));
    const up_x = data.kpis[value].bad !== 'high';
    const up_y = (data.kpis[risk_kpi] || {}).bad !== 'high';
    const beats = (a, b) => (up_x ? a[0] >= b[0] : a[0] <= b[0]) && (up_y ? a[1] >= b[1] : a[1] <= b[1]) && (a[0] !== b[0] || a[1] !== b[1]);
    const best = points.filter(p => !points.some(q => beats(q.value, p.value))).sort((a, b) => a.value[0] - b.value[0]);
    return frame({
      grid: {left: 12, right: 30, top: 40, bottom: 30, containLabel: true},
      xAxis: {type: 'value', scale: true, name: spoken(value) + ', ' + scale(value).unit, nameLocation: 'middle', nameGap: 28},
      yAxis: {type: 'value', scale: true, name: label(risk) + (scale(risk_kpi).unit ? ', ' + scale(risk_kpi).unit : ''), nameTextStyle: {align: 'left', color: colour('quiet')}},
      tooltip: {trigger: 'item', formatter: p => esc(p.name) + '<br>' + grouped(p.value[0], 2) + ' / ' + grouped(p.value[1], 2)},
      series: [{type: 'line', data: best.map(p => p.value), symbol: 'none', lineStyle: {color: colour('sky'), width: 2}, silent: true},
               {type: 'scatter', data: points, symbolSize: 13, itemStyle: {color: p => best.some(b => b.name === p.name) ? colour('blue') : colour('quiet')},
                label: {show: points.length <= 15, position: 'top', formatter: p => p.name, color: colour('ink'), fontSize: 12}, labelLayout: {hideOverlap: true}}],
    });
  }, 'tall');
  if (axes.length > 1)
    box.append(el('div', {class: 'controls'}, choice('Risk', axes.map(a => [a, label(a)]), v => { risk = v; redraw(figure.querySelector('.chart')); }).label));
  box.append(figure);
}

// --------------------------------------------------------------------------------------------------- one variant

const detailed = data.variants.map((v, i) => i).filter(i => data.variants[i].timeline || data.variants[i].network || data.variants[i].by);
let chosen = detailed[0];
const listeners = [];
const variant = () => data.variants[chosen];

function choose() {
  if (detailed.length < 2) return;
  const box = section('alternative', 'One alternative', note('The sections below show one alternative at a time.'));
  box.append(el('div', {class: 'controls'}, choice('Show', detailed.map(i => [i, data.variants[i].name]),
    value => { chosen = +value; listeners.forEach(update => update()); draw_all(); }).label));
  if (detailed.length < data.variants.length)
    box.append(note(`${detailed.length} of ${data.variants.length} alternatives carry their details here; the figures above are of all.`));
}

// A section whose contents follow the chosen alternative; hidden where there is nothing to show.
function following(id, title, fill) {
  const box = section(id, title);
  const host = el('div');
  box.append(host);
  const link = document.querySelector(`#contents a[href="#${id}"]`).parentNode;
  const update = () => {
    host.replaceChildren();
    const anything = fill(host);
    box.hidden = !anything;
    link.hidden = !anything;
  };
  listeners.push(update);
  update();
}

function fan_options(series, capacity, name, outages) {
  const band = series.p95.map((v, i) => finite(v) && finite(series.p05[i]) ? v - series.p05[i] : null);
  const lost = capacity ? capacity.mean.map(v => finite(v) ? 100 * (1 - Math.min(1, v)) : 0) : null;
  const dates = series.time.map(day_text);
  const parts = [
    {name: '5 %', type: 'line', data: series.p05, stack: 'band', symbol: 'none', lineStyle: {opacity: 0}, silent: true},
    {name: 'nine runs in ten', type: 'line', data: band, stack: 'band', symbol: 'none', lineStyle: {opacity: 0}, areaStyle: {color: colour('band')}, itemStyle: {color: colour('sky')}, silent: true},
    {name: 'mean', type: 'line', data: series.mean, symbol: 'none', lineStyle: {color: colour('blue'), width: 2}, itemStyle: {color: colour('blue')}},
  ];
  const options = frame({
    grid: {left: 8, right: lost ? 8 : 20, top: 34, bottom: 8, containLabel: true},
    legend: {data: ['mean', 'nine runs in ten'].concat(lost ? ['capacity lost'] : []), itemWidth: 18},
    tooltip: {trigger: 'axis', formatter: list => {
      const i = list[0].dataIndex;
      return dates[i] + '<br>mean ' + grouped(series.mean[i], 1) + ' ' + esc(series.unit) +
        (finite(series.p05[i]) ? '<br>' + grouped(series.p05[i], 1) + ' … ' + grouped(series.p95[i], 1) : '') +
        (lost ? '<br>' + grouped(lost[i], 0) + ' % of capacity lost' : '');
    }},
    xAxis: {type: 'category', data: dates, boundaryGap: false},
    yAxis: {type: 'value', name, nameTextStyle: {align: 'left', color: colour('quiet')}, scale: false},
    series: parts,
  });
  if (lost && Math.max(...lost) > 0) {
    options.yAxis = [options.yAxis, {type: 'value', min: 0, max: 100, show: false}];
    options.series.push({name: 'capacity lost', type: 'line', step: 'end', yAxisIndex: 1, data: lost, symbol: 'none', lineStyle: {opacity: 0},
      areaStyle: {color: colour('shade')}, itemStyle: {color: colour('orange')}, z: 1});
  }
  return options;
}

function time(host) {
  const all = variant().timeline;
  if (!all || all.length === 0) return false;
  const capacities = all.filter(s => s.measure === 'capacity');
  const places = [...new Set(all.filter(s => ['on_hand', 'backorders'].includes(s.measure)).map(s => s.entity))];
  let place = places[0], struck = capacities.length > 0 ? capacities[0].entity : '';
  const find = (entity, measure) => all.find(s => s.entity === entity && s.measure === measure);
  const area = el('div', {class: 'pair'});
  const fill = () => {
    area.replaceChildren();
    const capacity = find(struck, 'capacity');
    const wanted = [[place, 'on_hand', 'Stock on hand'], [place, 'backorders', 'Units that customers wait for'],
                    [place, 'on_order', 'Units on order'], ['', 'cash', 'Cash'], ['', 'deposits', 'Customers\u2019 money held']];
    for (const [entity, measure, caption] of wanted) {
      const series = find(entity, measure);
      if (!series || series.mean.every(v => !v)) continue;
      area.append(chart(caption + (entity ? ', ' + entity : ''), () => fan_options(series, capacity, series.unit), 'low'));
    }
  };
  const controls = [];
  if (places.length > 1) controls.push(choice('Place', places.map(p => [p, p || 'everywhere']), v => { place = v; fill(); draw_all(); }).label);
  if (capacities.length > 1) controls.push(choice('Outages of', capacities.map(s => [s.entity, s.entity]), v => { struck = v; fill(); draw_all(); }).label);
  fill();
  host.append(note('The line is the mean over all replications; nine runs in ten stay within the band.' +
    (struck ? ' Shaded: the mean capacity lost at ' + struck + '.' : '')), el('div', {class: 'controls'}, controls), area);
  return area.children.length > 0;
}

function sales(host) {
  const summary = variant().summary;
  const mean = name => summary[name] && finite(summary[name].mean) ? summary[name].mean : 0;
  const placed = mean('orders');
  if (!(placed > 0)) return false;
  const causes = prefix => Object.keys(summary).filter(name => name.startsWith(prefix + '_') && mean(name) > 0)
    .map(name => [spoken(name.slice(prefix.length + 1)), mean(name)]);
  const flows = [];
  const lost = mean('lost_sales_rate') * placed, accepted = placed - lost;
  const waited = mean('backorder_rate') * accepted, at_once = accepted - waited;
  const cancelled = Math.min(mean('cancellation_rate') * accepted, accepted);
  const add = (from, to, value) => { if (value > placed * 1e-6) flows.push({source: from, target: to, value}); };
  add('orders placed', 'served from stock', at_once);
  add('orders placed', 'on backorder', waited);
  add('orders placed', 'lost', lost);
  for (const [cause, rate] of causes('lost_sales_rate')) add('lost', 'lost: ' + cause, rate * placed);
  const from_waiting = Math.min(cancelled, waited);
  add('on backorder', 'shipped later', waited - from_waiting);
  const reasons = causes('cancellation_rate');
  for (const [cause, rate] of reasons) add('on backorder', 'cancelled: ' + cause, rate * accepted * (cancelled > 0 ? from_waiting / cancelled : 0));
  if (reasons.length === 0) add('on backorder', 'cancelled', from_waiting);
  const names = [...new Set(flows.flatMap(f => [f.source, f.target]))];
  const tint = name => name.startsWith('lost') || name.startsWith('cancelled') ? colour('orange') : name === 'on backorder' || name === 'shipped later' ? colour('yellow') : name === 'served from stock' ? colour('green') : colour('blue');
  host.append(chart('Of an average run\u2019s ' + grouped(placed, 0) + ' orders: where they went, and why some were lost', () => frame({
    tooltip: {trigger: 'item', formatter: p => p.dataType === 'edge'
      ? esc(p.data.source) + ' → ' + esc(p.data.target) + '<br>' + grouped(p.data.value, 1) + ' orders, ' + grouped(100 * p.data.value / placed, 1) + ' %'
      : esc(p.name) + '<br>' + grouped(p.value, 1) + ' orders'},
    series: [{type: 'sankey', left: 4, right: 8, top: 12, bottom: 12, nodeGap: 14, draggable: false, emphasis: {focus: 'adjacency'},
      data: names.map(name => ({name, itemStyle: {color: tint(name), borderWidth: 0}, label: {position: flows.some(f => f.source === name) ? 'right' : 'left'}})), links: flows,
      label: {color: colour('ink'), fontSize: 12, formatter: p => p.name + ' ' + grouped(100 * p.value / placed, 1) + ' %'},
      lineStyle: {color: 'target', opacity: .32}}]})));
  return true;
}

// Sites in columns by their distance from the customers, so that goods flow from left to right.
function network(host) {
  const net = variant().network;
  if (!net || net.sites.length < 2 || net.sites.length > 400) return false;
  const depth = net.sites.map(() => 0);
  for (let round = 0; round < net.sites.length; ++round)
    for (const flow of net.flows) depth[flow.from] = Math.max(depth[flow.from], depth[flow.to] + 1);
  const deepest = Math.max(...depth);
  const columns = [];
  net.sites.forEach((site, i) => (columns[deepest - depth[i]] = columns[deepest - depth[i]] || []).push(i));
  const place = [];
  columns.forEach((list, c) => list && list.forEach((i, r) => place[i] = [c, (r + 1) / (list.length + 1)]));
  const share = {};
  const by_supplier = variant().by && variant().by.supplier;
  if (by_supplier && column(by_supplier, 'supplier_share') >= 0)
    by_supplier.rows.forEach(row => share[row[0]] = row[column(by_supplier, 'supplier_share')]);
  const alone = site => net.wishes > 0 ? site.alone / net.wishes : 0;
  const tint = site => site.kind === 'customers' ? colour('quiet') : alone(site) > .5 ? colour('orange') : alone(site) > 0 ? colour('yellow') : colour('blue');
  const symbols = {supplier: 'circle', plant: 'diamond', store: 'rect', customers: 'roundRect'};
  const most = Math.max(...columns.map(list => list ? list.length : 0));
  // In the chart's own pixels: otherwise its symbols would be stretched.
  const across = () => Math.max(240, (figure.querySelector('.chart') || host).clientWidth - 140);
  const down = () => (most > 8 ? 440 : 340) - 80;
  const figure = chart('The supply network, goods flowing from left to right. Orange: the larger part of all wishes hangs on this site alone; yellow: some; blue: none. Width: the share of purchases', () => frame({
    tooltip: {trigger: 'item', formatter: p => {
      if (p.dataType === 'edge') return esc(net.sites[p.data.ends[0]].name) + ' → ' + esc(net.sites[p.data.ends[1]].name) + '<br>' + grouped(p.data.days, 1) + ' d on average, ' + p.data.items + ' item(s)';
      const site = net.sites[p.dataIndex];
      return esc(site.name) + ' (' + site.kind + (site.region ? ', ' + esc(site.region) : '') + ')' +
        (finite(site.capacity) ? '<br>capacity ' + grouped(site.capacity, 1) + ' /d' : '') +
        (finite(share[site.name]) ? '<br>' + grouped(100 * share[site.name], 1) + ' % of purchases' : '') +
        (site.kind !== 'customers' ? '<br>' + site.alone + ' of ' + net.wishes + ' wishes hang on it alone' : '');
    }},
    series: [{type: 'graph', layout: 'none', left: 70, width: across(), top: 40 + down() * Math.min(...place.map(p => p[1])), height: down() * (Math.max(...place.map(p => p[1])) - Math.min(...place.map(p => p[1]))) || 1, roam: false, symbolSize: most > 12 ? 12 : 24,
      data: net.sites.map((site, i) => ({name: String(i), x: place[i][0] / Math.max(1, columns.length - 1) * across(), y: place[i][1] * down(), symbol: symbols[site.kind],
        itemStyle: {color: tint(site)}, label: {show: most <= 30, formatter: site.name, position: 'bottom', color: colour('ink'), fontSize: 12}})),
      edgeSymbol: ['none', 'arrow'], edgeSymbolSize: 7,
      links: net.flows.map(f => ({source: String(f.from), target: String(f.to), ends: [f.from, f.to], days: f.days, items: f.items,
        lineStyle: {color: colour('quiet'), opacity: .6, width: finite(share[net.sites[f.from].name]) ? 1 + 7 * share[net.sites[f.from].name] : 1.5, curveness: .05}}))}]}),
    most > 8 ? 'tall' : '');
  host.append(figure);
  const rows = net.sites.filter(s => s.kind !== 'customers').map(s => [s.name, s.kind, s.region, s.capacity, finite(share[s.name]) ? 100 * share[s.name] : null, s.alone]);
  host.append(el('details', {}, el('summary', {}, 'The same as a table'), table('Sites', [{name: 'site', unit: ''}, {name: 'kind', unit: ''}, {name: 'region', unit: ''},
    {name: 'capacity', unit: 'units/d'}, {name: 'share of purchases', unit: '%'}, {name: 'wishes that hang on it alone', unit: ''}], rows, {name: 'sites'})));
  return true;
}

function outages(host) {
  const replay = variant().replay;
  if (!replay || replay.outages.length === 0) return false;
  const names = [...new Set(replay.outages.map(o => o.name))];
  const horizon = data.horizon;
  const until = value => value === null ? horizon : value;
  host.append(note('Replication 0, one possible course of events: when each disruption struck, and what it did to the stock and the waiting.'));
  host.append(chart('Outages (dark) and recoveries (light)', () => frame({
    grid: {left: 8, right: 24, top: 10, bottom: 8, containLabel: true},
    xAxis: {type: 'value', min: 0, max: horizon, axisLabel: {formatter: v => day_text(v)}},
    yAxis: {type: 'category', data: names, inverse: true, axisLabel: {alignMinLabel: null, alignMaxLabel: null, color: colour('ink'), width: 130, overflow: 'truncate'}},
    tooltip: {trigger: 'item', formatter: p => { const o = replay.outages[p.dataIndex];
      return esc(o.name) + '<br>' + day_text(o.from) + ' … ' + (o.until === null ? 'the end' : day_text(o.until) + ', ' + grouped(o.until - o.from, 1) + ' d') +
        (o.recovered !== null && o.recovered > o.until ? '<br>recovered ' + day_text(o.recovered) : ''); }},
    series: [{type: 'custom', data: replay.outages.map(o => [o.from, names.indexOf(o.name), until(o.recovered)]), encode: {x: [0, 2], y: 1},
      renderItem: (params, api) => {
        const o = replay.outages[params.dataIndex], y = names.indexOf(o.name), x = v => api.coord([v, y])[0];
        const middle = api.coord([0, y])[1], height = Math.min(22, .6 * api.size([0, 1])[1]);
        const bar = (a, b, opacity) => ({type: 'rect', shape: {x: x(a), y: middle - height / 2, width: Math.max(2, x(b) - x(a)), height}, style: {fill: colour('orange'), opacity}});
        return {type: 'group', children: [bar(o.from, until(o.until), 1)].concat(until(o.recovered) > until(o.until) ? [bar(o.until, until(o.recovered), .4)] : [])};
      }}]}), names.length > 6 ? '' : 'low'));
  const waiting = replay.series.filter(s => s.measure === 'backorders' && s.values.some(v => v > 0)).slice(0, 4);
  const stock = replay.series.filter(s => s.measure === 'on_hand').slice(0, 4);
  const tints = ['blue', 'orange', 'green', 'purple'];
  const lines = list => list.map((s, i) => ({name: s.entity, type: 'line', symbol: 'none', data: s.values.map((v, k) => [(k + 1) * replay.step, v]),
    lineStyle: {color: colour(tints[i]), width: 1.5}, itemStyle: {color: colour(tints[i])},
    markArea: i > 0 ? undefined : {silent: true, itemStyle: {color: colour('shade')}, data: replay.outages.map(o => [{xAxis: o.from}, {xAxis: until(o.until)}])}}));
  for (const [list, caption] of [[waiting, 'Units that customers wait for, outages shaded'], [stock, 'Stock on hand, outages shaded']])
    if (list.length > 0) host.append(chart(caption, () => frame({legend: list.length > 1 ? {data: list.map(s => s.entity)} : undefined, tooltip: {trigger: 'axis', formatter: all =>
      day_text(all[0].value[0]) + all.map(p => '<br>' + esc(p.seriesName) + ' ' + grouped(p.value[1], 1)).join('')},
      xAxis: {type: 'value', min: 0, max: horizon, axisLabel: {formatter: v => day_text(v)}}, yAxis: {type: 'value', name: 'units', nameTextStyle: {align: 'left', color: colour('quiet')}}, series: lines(list)}), 'low'));
  return true;
}

function money(host) {
  const summary = variant().summary;
  const mean = name => summary[name] && finite(summary[name].mean) ? summary[name].mean : 0;
  const costs = Object.keys(summary).filter(name => /^cost_/.test(name) && !['cost_total', 'cost_per_period', 'cost_purchase', 'cost_shortage'].includes(name) && mean(name) !== 0);
  const steps = [];
  if (mean('revenue') !== 0) {
    steps.push(['revenue', mean('revenue'), 'up']);
    if (mean('refunds') !== 0) steps.push(['refunds', -mean('refunds')]);
    const cost_of_sales = mean('revenue') - mean('refunds') - sum(costs.map(mean)) - mean('profit');
    if (Math.abs(cost_of_sales) > 1e-9 * Math.abs(mean('revenue'))) steps.push(['cost of sales', -cost_of_sales]);
    for (const name of costs) steps.push([spoken(name).replace('cost ', ''), -mean(name)]);
    steps.push(['profit', mean('profit'), 'total']);
  } else if (costs.length > 0) {
    for (const name of costs) steps.push([spoken(name).replace('cost ', ''), mean(name), 'cost']);
    steps.push(['all costs', sum(costs.map(mean)), 'total']);
  }
  const unit = data.currency || '';
  if (steps.length > 1) {
    let level = 0;
    const bars = steps.map(([name, value, kind]) => {
      const from = kind === 'total' ? 0 : level;
      const to = kind === 'total' ? value : level + value;
      level = to;
      return {name, from, to, value, kind};
    });
    host.append(chart('From revenue to profit, mean of a run, ' + unit, () => frame({
      grid: {left: 8, right: 12, top: 24, bottom: 8, containLabel: true},
      xAxis: {type: 'category', data: bars.map(b => b.name), axisLabel: {alignMinLabel: null, alignMaxLabel: null, interval: 0, rotate: bars.length > 6 ? 30 : 0, color: colour('ink')}},
      yAxis: {type: 'value'},
      tooltip: {trigger: 'item', formatter: p => esc(bars[p.dataIndex].name) + '<br>' + grouped(bars[p.dataIndex].value, 0) + ' ' + esc(unit)},
      series: [{type: 'custom', data: bars.map((b, i) => [i, b.to, b.from]), encode: {x: 0, y: [1, 2]}, renderItem: (params, api) => {
        const b = bars[params.dataIndex], a = api.coord([params.dataIndex, b.from]), z = api.coord([params.dataIndex, b.to]), width = .62 * api.size([1, 0])[0];
        const fill = b.kind === 'total' ? colour('blue') : b.kind === 'up' ? colour('green') : colour('orange');
        return {type: 'group', children: [
          {type: 'rect', shape: {x: a[0] - width / 2, y: Math.min(a[1], z[1]), width, height: Math.max(1, Math.abs(z[1] - a[1]))}, style: {fill}},
          {type: 'text', style: {text: grouped(b.value, Math.abs(b.value) < 100 ? 2 : 0), x: a[0], y: Math.min(a[1], z[1]) - 4, align: 'center', verticalAlign: 'bottom', fill: colour('quiet'), font: '11px sans-serif'}}]};
      }}]})));
  }
  const accounts = variant().accounts;
  if (accounts) {
    const rows = Object.entries(accounts).filter(([, value]) => value !== 0);
    if (rows.length > 0) host.append(el('details', {}, el('summary', {}, 'Books: the mean balance of every account at the end'),
      table('Balances (debits less credits)', [{name: 'account', unit: ''}, {name: 'balance', unit}], rows, {name: 'accounts'})));
  }
  return steps.length > 1 || Boolean(accounts);
}

function entities(host) {
  const by = variant().by;
  if (!by) return false;
  const titles = {item: 'By item', store: 'By store and plant', supplier: 'By supplier', segment: 'By customers', tier: 'By tier', disruption: 'By disruption'};
  const kinds = Object.keys(by).filter(kind => by[kind].rows.length > 0);
  let first = true;
  for (const kind of kinds) {
    const of = by[kind];
    // What is zero everywhere only fills the page.
    const shown = of.columns.map((c, i) => i).filter(i => i === 0 || of.rows.some(row => finite(row[i]) && row[i] !== 0));
    host.append(el('details', {open: first}, el('summary', {}, titles[kind] || kind),
      table(titles[kind] || kind, shown.map(i => of.columns[i]), of.rows.map(row => shown.map(i => row[i])), {name: 'by_' + kind, total: of.total})));
    first = false;
  }
  return kinds.length > 0;
}

function story(host) {
  const replay = variant().replay;
  if (!replay || !replay.story) return false;
  host.append(note('What became of one order, with the reason of every wait. Every other order can be told: backstock story.'), el('pre', {}, replay.story));
  return true;
}

// ------------------------------------------------------------------------- designs, sensitivities, stress, search

function bars_of(of) {
  const names = of.columns.findIndex((c, i) => of.rows.every(row => typeof row[i] === 'string'));
  const value = ['total', 'total_index', 'effect', 'swing', 'range', 'revenue_at_risk', 'risk_exposure'].map(n => column(of, n)).find(i => i >= 0);
  if (names < 0 || value === undefined || of.rows.length < 2 || of.rows.length > 40) return null;
  const rows = of.rows.filter(row => finite(row[value])).sort((a, b) => Math.abs(a[value]) - Math.abs(b[value]));
  return chart(spoken(of.columns[value].name) + ' by ' + spoken(of.columns[names].name), () => frame({
    grid: {left: 8, right: 24, top: 10, bottom: 8, containLabel: true}, xAxis: {type: 'value', name: of.columns[value].unit},
    yAxis: {type: 'category', data: rows.map(row => row[names]), axisLabel: {alignMinLabel: null, alignMaxLabel: null, color: colour('ink'), width: 150, overflow: 'truncate'}},
    tooltip: {trigger: 'item'}, series: [{type: 'bar', data: rows.map(row => row[value]), itemStyle: {color: colour('blue')}, barMaxWidth: 22}]}), rows.length > 8 ? 'tall' : '');
}

function standing_tables() {
  if (data.tables.length === 0) return;
  const box = section('more', 'Designs, sensitivity, stress, search');
  data.tables.forEach(({path, table: of}, i) => {
    const title = spoken(path.slice(1)).replace(/\//g, ', ');
    const bars = bars_of(of);
    if (bars) box.append(bars);
    box.append(el('details', {open: i === 0}, el('summary', {}, title), table(title, of.columns, of.rows, {name: path.slice(1).replace(/\//g, '-'), total: of.total, long: ['verdict']})));
  });
}

// ------------------------------------------------------------------------------------------------------ the page

function head() {
  const title = data.title || data.file;
  document.getElementById('title').textContent = title;
  const plural = (n, thing) => grouped(n, 0) + ' ' + thing + (n === 1 ? '' : 's');
  const what = [data.start ? `${grouped(data.horizon, 0)} days from ${data.start}` : null,
    data.warmup > 0 ? `${grouped(data.warmup, 0)} of them warm-up` : null, data.replications ? plural(data.replications, 'replication') : null,
    data.variants.length > 1 ? plural(data.variants.length, 'alternative') : null, `seed ${data.seed}`].filter(Boolean);
  document.getElementById('subtitle').textContent = what.join(' · ');
  document.getElementById('foot').append(el('p', {}, `From ${data.file}` + (data.created ? `, written ${data.created}` : '') + ` by backstock ${data.version || ''}. `,
    charts ? `Charts: Apache ECharts ${echarts.version}, © The Apache Software Foundation, Apache License 2.0.` : ''));
  const button = document.getElementById('theme');
  const modes = ['', 'light', 'dark'], names = {'': 'Colours: as the system', light: 'Colours: light', dark: 'Colours: dark'};
  let mode = 0;
  const apply = () => {
    document.documentElement.toggleAttribute('data-theme', false);
    if (modes[mode]) document.documentElement.setAttribute('data-theme', modes[mode]);
    button.textContent = names[modes[mode]];
  };
  button.addEventListener('click', () => { mode = (mode + 1) % 3; apply(); draw_all(); });
  apply();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw_all);
}

head();
answer();
comparison();
figures();
frontier();
standing_tables();
choose();
if (chosen !== undefined) {
  following('time', 'Over time', time);
  following('sales', 'Sales, and where they were lost', sales);
  following('network', 'Supply network', network);
  following('outages', 'Outages', outages);
  following('money', 'Money', money);
  following('tables', 'Tables', entities);
  following('story', 'One order\u2019s story', story);
}
draw_all();
let width = innerWidth;
addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; for (const one of drawn) if (one.instance) one.instance.resize(); } });
})();
