// ------------------------------------------------------------------------------------- network, outages, money

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
  const sides = () => ({left: narrow() ? 92 : 140, right: 24});  // the same for all, so that days stand below one another
  host.append(chart('Outages (dark) and recoveries (light)', () => frame({
    grid: {...sides(), top: 10, bottom: 26},
    xAxis: {type: 'value', min: 0, max: horizon, axisLabel: {formatter: v => day_text(v)}},
    yAxis: {type: 'category', data: names, inverse: true, axisLabel: {alignMinLabel: null, alignMaxLabel: null, color: colour('ink'), width: sides().left - 12, overflow: 'truncate'}},
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
    markArea: i > 0 ? undefined : {silent: true, itemStyle: {color: colour('shade')}, data: replay.outages.flatMap(o => [
      [{xAxis: o.from}, {xAxis: until(o.until)}],
      ...(until(o.recovered) > until(o.until) ? [[{xAxis: until(o.until), itemStyle: {opacity: .45}}, {xAxis: until(o.recovered)}]] : [])])}}));
  for (const [list, caption] of [[waiting, 'Units that customers wait for; outages shaded, recoveries lightly'], [stock, 'Stock on hand; outages shaded, recoveries lightly']])
    if (list.length > 0) host.append(chart(caption, () => frame({grid: {...sides(), top: 30, bottom: 26}, legend: list.length > 1 ? {data: list.map(s => s.entity)} : undefined, tooltip: {trigger: 'axis', formatter: all =>
      day_text(all[0].value[0]) + all.map(p => '<br>' + esc(p.seriesName) + ' ' + grouped(p.value[1], 1)).join('')},
      xAxis: {type: 'value', min: 0, max: horizon, axisLabel: {formatter: v => day_text(v)}}, yAxis: {type: 'value', name: 'units', nameTextStyle: {align: 'left', color: colour('quiet')}}, series: lines(list)}), 'low'));
  return true;
}

// Above a bar of a chart with so many pixels for each: shortened where the figure would run into the next.
function bar_text(value, width) {
  const whole = grouped(value, Math.abs(value) < 100 ? 2 : 0);
  return whole.length * 6.5 < width ? whole : value.toLocaleString('en-US', {notation: 'compact', maximumFractionDigits: 1});
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
          {type: 'text', style: {text: bar_text(b.value, api.size([1, 0])[0]), x: a[0], y: Math.min(a[1], z[1]) - 4, align: 'center', verticalAlign: 'bottom', fill: colour('quiet'), font: '11px sans-serif'}}]};
      }}]})));
  }
  const accounts = variant().accounts;
  if (accounts) {
    const rows = Object.entries(accounts).filter(([, value]) => value !== 0);
    if (rows.length > 0) host.append(el('details', {}, el('summary', {}, 'Books: the mean balance of every account at the end'),
      table('Balances (debits less credits)', [{name: 'account', unit: ''}, {name: 'balance', unit}], rows, {name: 'accounts'})));
  }
  return host.childElementCount > 0;
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

