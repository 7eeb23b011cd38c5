// -------------------------------------------------------------------------------------------------- comparison

const column = (of, name) => of.columns.findIndex(one => one.name === name);
const column_values = (of, name) => of.rows.map(row => row[column(of, name)]);

function comparison() {
  const kpis = Object.keys(data.comparison);
  if (kpis.length === 0) return;
  const box = section('comparison', 'Comparison',
    note('Paired differences from the baseline on the same random numbers. Thin lines hold for all alternatives together, thick ones for each alone.'));
  if (data.currency && data.horizon) box.append(note(`Money is of the ${grouped(data.horizon - (data.warmup || 0), 0)} days that count; sentences put it by the year.`));
  let kpi = kpis[0];
  if (data.cells > data.variants.length) box.append(note(`The best ${grouped(data.variants.length, 0)} of ${grouped(data.cells, 0)} alternatives; all are in the results file.`));
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
    fit_rows(whiskers, column_values(of, 'cell_name').slice(0, most_drawn));
  }
  update();
}

// A dot a row with its interval: a thick line, and a thin one that holds for all rows together.
function dots({names, value, low = [], high = [], far_low = [], far_high = [], tint = () => colour('blue'), unit = '', zero = false, tip}) {
  const width = name_width();
  return frame({
    grid: {left: width + 14, right: 24, top: 10, bottom: unit ? 46 : 26},
    xAxis: {type: 'value', name: unit, nameLocation: 'middle', nameGap: 26, scale: true},
    yAxis: {type: 'category', data: names, inverse: true, axisLabel: {alignMinLabel: null, alignMaxLabel: null, formatter: name => name_lines(name, width).join('\n'), lineHeight: 14, hideOverlap: false, interval: 0, color: colour('ink')}},
    tooltip: {trigger: 'item', formatter: p => esc(names[p.dataIndex]) + '<br>' + grouped(value[p.dataIndex], 2) + ' ' + esc(unit) +
      (finite(low[p.dataIndex]) ? '<br>95 %: ' + grouped(low[p.dataIndex], 2) + ' … ' + grouped(high[p.dataIndex], 2) : '') + (tip ? '<br>' + esc(tip(p.dataIndex)) : '')},
    series: [{type: 'custom', data: names.map((n, i) => [value[i], i]), encode: {x: 0, y: 1},
      markLine: zero ? {silent: true, symbol: 'none', data: [{xAxis: 0}], lineStyle: {color: colour('quiet'), type: 'solid'}, label: {show: false}} : undefined,
      renderItem: (params, api) => {
        const i = params.dataIndex, y = api.coord([0, i])[1], x = v => api.coord([v, i])[0];
        const line = (a, b, width) => finite(a) && finite(b) ? [{type: 'line', shape: {x1: x(a), y1: y, x2: x(b), y2: y},
          style: {stroke: tint(i), lineWidth: width, opacity: width < 4 ? .7 : 1}}] : [];
        const dot = finite(value[i]) ? [{type: 'circle', shape: {cx: x(value[i]), cy: y, r: 6},
          style: {fill: tint(i), stroke: colour('card'), lineWidth: 2}}] : [];
        return {type: 'group', children: [...line(far_low[i], far_high[i], 2), ...line(low[i], high[i], 5), ...dot]};
      }}, {type: 'scatter', data: names.flatMap((n, i) => [far_low[i], far_high[i], low[i], high[i], zero ? 0 : null].filter(finite).map(v => [v, i])), symbolSize: 0, silent: true}],
  });
}
// The height that the rows of these names need.
function fit_rows(figure, names) {
  const box = figure.querySelector('.chart');
  if (!box) return;
  const lines = Math.max(1, ...names.map(name => name_lines(name, name_width()).length));
  box.style.height = Math.max(160, 60 + Math.max(34, 14 * lines + 10) * names.length) + 'px';
  const one = drawn.find(candidate => candidate.box === box);
  if (one && one.instance) { one.instance.resize(); redraw(box); }
}

const most_drawn = 60;
function whisker_options(kpi) {
  const all = data.comparison[kpi], of = {...all, rows: all.rows.slice(0, most_drawn)}, {factor, unit} = scale(kpi);
  const get = name => column_values(of, name).map(v => finite(v) ? factor * v : null);
  const standing = column_values(of, 'standing');
  return dots({names: column_values(of, 'cell_name'), value: get('difference'), low: get('low'), high: get('high'),
    far_low: get('simultaneous_low'), far_high: get('simultaneous_high'), unit, zero: true,
    tint: i => standing[i] === 'better' ? colour('good') : standing[i] === 'worse' ? colour('bad') : colour('quiet')});
}

// ------------------------------------------------------------------------------------------------- risk and cost

// Points of alternatives, each {name, value: [x, y]}. Those that fall on one another share a point; names stand on the
// side that has room for them, and where there are many points only those that `told` picks are named.
function merged_points(points) {
  const span = i => Math.max(...points.map(p => p.value[i])) - Math.min(...points.map(p => p.value[i])) || 1;
  const near = [span(0) / 300, span(1) / 300];
  const merged = [];
  for (const point of points) {
    const same = merged.find(p => [0, 1].every(i => Math.abs(p.value[i] - point.value[i]) <= near[i]));
    if (same) { same.names.push(point.name); same.free = same.free || point.free; }
    else merged.push({...point, names: [point.name]});
  }
  return merged;
}
function point_series(points, told) {
  const low = Math.min(...points.map(p => p.value[0])), high = Math.max(...points.map(p => p.value[0]));
  const room = Math.round((narrow() ? .34 : .4) * Math.min(innerWidth, 1100));
  const short = p => p.names[0] + (p.names.length > 1 ? ` and ${p.names.length - 1} more` : '');
  return {type: 'scatter', symbolSize: 13, itemStyle: {color: p => p.data.free ? colour('blue') : colour('quiet')},
    data: points.map(p => ({...p, name: p.names.join(', '), label: {show: told(p), position: p.value[0] > (low + high) / 2 ? 'left' : 'right'}})),
    label: {formatter: p => short(p.data), color: colour('ink'), fontSize: 12, width: room, overflow: 'truncate', ellipsis: '…'},
    labelLayout: {moveOverlap: 'shiftY'}};
}
const most_named = 12;

function frontier() {
  const priced = data.variants.filter(v => ['profit', 'cost_total', 'cost_per_period'].some(k => says_something(v.summary[k])));
  if (priced.length < 2) return;
  const gains = priced.some(v => says_something(v.summary.profit) && v.summary.revenue && v.summary.revenue.mean > 0);
  const asked = Object.keys(data.comparison).find(name => ['profit', 'cost_total', 'cost_per_period'].includes(name) && (gains || name !== 'profit'));
  const value = asked || (gains ? 'profit' : says_something(priced[0].summary.cost_total) ? 'cost_total' : 'cost_per_period');
  const axes = ['cvar95', 'fill_rate', 'cancellation_rate', 'peak_cash_need'].filter(name => name === 'cvar95'
    ? priced.some(v => v.summary[value] && finite(v.summary[value].cvar95)) : priced.some(v => says_something(v.summary[name])));
  if (axes.length === 0) return;
  let risk = axes[0];
  const against = v => risk === 'cvar95' ? v.summary[value].cvar95 : (v.summary[risk] || {}).mean;
  const label = name => name === 'cvar95' ? spoken(value) + ' in the worst 5 % of cases' : spoken(name);
  const box = section('frontier', 'Cost against risk', note('Each point is an alternative. Those on the line are not beaten in both by any other' + (priced.length > most_named ? '; only these are named.' : '.')));
  const figure = chart('Expected ' + spoken(value) + ' against risk', () => {
    const risk_kpi = risk === 'cvar95' ? value : risk;
    const points = merged_points(priced.map(v => ({name: v.name, x: v.summary[value] && v.summary[value].mean, y: against(v)}))
      .filter(p => finite(p.x) && finite(p.y)).map(p => ({name: p.name, value: [p.x * scale(value).factor, p.y * scale(risk_kpi).factor]})));
    const up_x = data.kpis[value].bad !== 'high';
    const up_y = (data.kpis[risk_kpi] || {}).bad !== 'high';
    const beats = (a, b) => (up_x ? a[0] >= b[0] : a[0] <= b[0]) && (up_y ? a[1] >= b[1] : a[1] <= b[1]) && (a[0] !== b[0] || a[1] !== b[1]);
    for (const p of points) p.free = !points.some(q => beats(q.value, p.value));
    const best = points.filter(p => p.free).sort((a, b) => a.value[0] - b.value[0]);
    return frame({
      grid: {left: 12, right: 30, top: 40, bottom: 30, containLabel: true},
      xAxis: {type: 'value', scale: true, name: spoken(value) + ', ' + scale(value).unit, nameLocation: 'middle', nameGap: 28},
      yAxis: {type: 'value', scale: true, name: label(risk) + (scale(risk_kpi).unit ? ', ' + scale(risk_kpi).unit : ''), nameTextStyle: {align: 'left', color: colour('quiet')}},
      tooltip: {trigger: 'item', formatter: p => esc(p.name) + '<br>' + grouped(p.value[0], 2) + ' / ' + grouped(p.value[1], 2)},
      series: [{type: 'line', data: best.map(p => p.value), symbol: 'none', lineStyle: {color: colour('sky'), width: 2}, silent: true},
               point_series(points, p => p.free || points.length <= most_named)],
    });
  }, 'tall');
  if (axes.length > 1)
    box.append(el('div', {class: 'controls'}, choice('Risk', axes.map(a => [a, label(a)]), v => { risk = v; redraw(figure.querySelector('.chart')); }).label));
  box.append(figure);
}

