// ------------------------------------------------------------------------- designs, sensitivities, stress, search

const stored = path => { const found = data.tables.find(one => one.path === path); return found && found.table.rows.length > 0 ? found.table : null; };
const records = of => of.rows.map(row => Object.fromEntries(of.columns.map((c, i) => [c.name, row[i]])));
const distinct = values => [...new Set(values)];
const unit_of = (of, name) => { const unit = of.columns[column(of, name)].unit; return unit === '1' ? '' : unit; };

// A chart of dots for the rows that `rows()` picks; comes with the function that draws it anew.
function dot_chart(caption, rows, look) {
  const figure = chart(caption, () => dots(look(rows())), 'tall');
  const update = () => fit_rows(figure, look(rows()).names);
  update();
  return {figure, update};
}

// What is told of one variant and KPI at a time.
function sensitivity() {
  const kinds = [
    {of: stored('/sensitivity/tornado'), caption: 'One factor at a time: the change that each level makes', value: 'change', bound: 'change',
     name: r => `${r.factor} = ${r.level}`, order: (a, b) => a.rank - b.rank},
    {of: stored('/sensitivity/indices'), caption: 'Share of the variance that a factor takes part in', value: 'total', bound: 'total', share: true,
     name: r => r.factor, order: (a, b) => b.total - a.total},
    {of: stored('/sensitivity/effects'), caption: 'Effects of the factors, and of two together', value: 'effect', bound: 'effect',
     name: r => r.factor + (r.level ? ` = ${r.level}` : '') + (r.with ? ` × ${r.with}` + (r.with_level ? ` = ${r.with_level}` : '') : ''),
     order: (a, b) => Math.abs(b.effect) - Math.abs(a.effect)},
    {of: stored('/sensitivity/shares'), caption: 'Share of the differences between cells', value: 'share', bound: 'share', share: true,
     name: r => r.factor + (r.with ? ` × ${r.with}` : ''), order: (a, b) => b.share - a.share}]
    .filter(kind => kind.of && (kind.value !== 'share' || distinct(records(kind.of).map(kind.name)).length > 1));
  if (kinds.length === 0) return;
  const box = section('sensitivity', 'What matters');
  const all = kinds.flatMap(kind => records(kind.of));
  const variants = distinct(all.map(r => r.variant)), kpis = distinct(all.map(r => r.kpi));
  let of_variant = variants.find(v => all.some(r => r.variant === v && (r.effect || r.change || r.total || r.share))) || variants[0], kpi = kpis[0];
  const updates = [];
  const pick = (label, names, at, set) => names.length < 2 ? null :
    (made => { made.select.value = at; return made.label; })(choice(label, names.map(n => [n, spoken(n)]), v => { set(v); updates.forEach(update => update()); }));
  box.append(el('div', {class: 'controls'}, pick('Figure', kpis, kpi, v => { kpi = v; }), pick('Alternative', variants, of_variant, v => { of_variant = v; })));
  for (const {of, caption, value, bound, share, name, order} of kinds) {
    const rows = () => records(of).filter(r => r.variant === of_variant && r.kpi === kpi && finite(r[value])).sort(order).slice(0, 30);
    const made = dot_chart(caption, rows, shown => {
      const {factor, unit} = share ? {factor: 100, unit: '%'} : scale(kpi, shown.length > 0 ? shown[0].unit : '');
      const get = column => shown.map(r => finite(r[column]) ? factor * r[column] : null);
      return {names: shown.map(name), value: get(value), low: get(bound + '_low'), high: get(bound + '_high'), unit, zero: true};
    });
    updates.push(made.update);
    box.append(made.figure);
  }
}

// What an outage of each node would do.
function stress() {
  const nodes = stored('/stress/nodes'), outages = stored('/stress/outages'), frontier = stored('/stress/frontier');
  if (!nodes && !outages) return;
  const box = section('stress', 'If a place goes down');
  const alternatives = distinct(records(outages || nodes).map(r => r.alternative));
  const lengths = outages ? distinct(records(outages).map(r => r.length)).sort((a, b) => a - b) : [];
  let alternative = alternatives[0], length = lengths[lengths.length - 1];
  const updates = [];
  const told = value => { updates.forEach(update => update()); };
  box.append(el('div', {class: 'controls'},
    alternatives.length > 1 ? choice('Alternative', alternatives.map(a => [a, a]), v => { alternative = v; told(); }).label : null,
    lengths.length > 1 ? (made => { made.select.value = length; return made.label; })(choice('Outage of', lengths.map(l => [l, grouped(l, l % 1 ? 1 : 0) + ' d']), v => { length = +v; told(); })) : null));
  const add = (caption, of, value, rows) => {
    if (!of || column(of, value) < 0) return;
    const mine = () => records(of).filter(r => r.alternative === alternative && rows(r)).sort((a, b) => (b[value] ?? Infinity) - (a[value] ?? Infinity)).slice(0, 40);
    const made = dot_chart(caption, mine, shown => ({names: shown.map(r => `${r.node} (${r.kind})`), value: shown.map(r => r[value]),
      low: shown.map(r => r[value + '_low']), high: shown.map(r => r[value + '_high']), unit: unit_of(of, value), zero: true}));
    updates.push(made.update);
    box.append(made.figure);
  };
  add('Revenue at risk in an outage', outages, 'revenue_at_risk', r => r.length === length);
  add('Time to recover after an outage', outages, 'time_to_recover', r => r.length === length);
  add('Time to survive: how long customers are served without it', nodes, 'time_to_survive', r => finite(r.time_to_survive));
  if (frontier) box.append(resilience_price(frontier));
}
function resilience_price(of) {
  const rows = records(of), unit = unit_of(of, 'profit');
  const by_cost = rows.every(r => !(r.worst <= r.profit));  // where nothing has a price, the worst outage adds to costs
  const what = by_cost ? 'cost' : 'profit';
  const points = merged_points(rows.map(r => ({name: r.alternative, value: [r[what], r.worst], fill: 100 * r.fill_rate, free: !r.dominated_by})));
  return chart(`The price of resilience: expected ${what} against ${what} with the worst outage; blue: not outdone in these, in the worst 5 % of runs and in service at once`, () => frame({
    grid: {left: 12, right: 30, top: 40, bottom: 30, containLabel: true},
    xAxis: {type: 'value', scale: true, name: `expected ${what}, ${unit}`, nameLocation: 'middle', nameGap: 28},
    yAxis: {type: 'value', scale: true, name: `${what} with the worst outage, ${unit}`, nameTextStyle: {align: 'left', color: colour('quiet')}},
    tooltip: {trigger: 'item', formatter: p => `${esc(p.name)}<br>${grouped(p.value[0], 0)} / ${grouped(p.value[1], 0)} ${esc(unit)}<br>fill rate ${grouped(p.data.fill, 1)} %`},
    series: [point_series(points, p => p.free || points.length <= most_named)]}), 'tall');
}

// Where a search has looked.
function search() {
  const of = stored('/search/candidates');
  if (!of) return;
  const all = records(of).filter(r => finite(r.objective)).sort((a, b) => (a.behind ?? 0) - (b.behind ?? 0));
  const box = section('search', 'Where the search has looked', note(`${grouped(of.total, 0)} points; here those that come nearest to the best.`));
  const best = r => !(r.behind > 0);
  box.append(dot_chart('Nearest to the best, with 95 % intervals', () => all.slice(0, 25), shown => ({names: shown.map(r => r.name), value: shown.map(r => r.objective),
    low: shown.map(r => r.objective_low), high: shown.map(r => r.objective_high), unit: unit_of(of, 'objective'),
    tint: i => best(shown[i]) ? colour('good') : colour('quiet'), tip: i => spoken(shown[i].fate)})).figure);
}

function standing_tables() {
  if (data.tables.length === 0) return;
  const box = section('more', 'All that was worked out');
  for (const {path, table: of} of data.tables) {
    const title = spoken(path.slice(1)).replace(/\//g, ', ');
    box.append(el('details', {}, el('summary', {}, title), table(title, of.columns, of.rows, {name: path.slice(1).replace(/\//g, '-'), total: of.total, long: ['verdict']})));
  }
}

