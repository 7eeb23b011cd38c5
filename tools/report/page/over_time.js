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

function fan_options(series, capacity) {
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
    xAxis: {type: 'category', data: dates, boundaryGap: false,
            axisLabel: {interval: narrow() ? Math.max(0, dates.length - 2) : Math.max(0, Math.floor((dates.length - 1) / 3) - 1)}},
    yAxis: {type: 'value', scale: false},
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
      area.append(chart(caption + (entity ? ', ' + entity : '') + ` (${series.unit})`, () => fan_options(series, capacity), 'low'));
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
    series: [{type: 'sankey', left: 4, right: 8, top: 12, bottom: 12, nodeGap: narrow() ? 34 : 14, draggable: false, emphasis: {focus: 'adjacency'},
      data: names.map(name => ({name, itemStyle: {color: tint(name), borderWidth: 0}, label: {position: flows.some(f => f.source === name) ? 'right' : 'left'}})), links: flows,
      label: {color: colour('ink'), fontSize: narrow() ? 11 : 12, ...(narrow() ? {width: 78, overflow: 'break', lineHeight: 13} : {}), formatter: p => p.name + ' ' + grouped(100 * p.value / placed, 1) + ' %'},
      lineStyle: {color: 'target', opacity: .32}}]})));
  return true;
}

// Sites in columns by their distance from the customers, so that goods flow from left to right.
