// ------------------------------------------------------------------------------------------------------ the page

function head() {
  const compared = data.variants.map(v => v.name);
  const title = data.title || (data.kind === 'study' && compared.length > 1 && compared.length <= 4 ? compared.join(' or ') + '?' : data.file);
  document.getElementById('title').textContent = title;
  const plural = (n, thing) => grouped(n, 0) + ' ' + thing + (n === 1 ? '' : 's');
  const what = [data.start ? `${grouped(data.horizon, 0)} days from ${data.start}` : null,
    data.warmup > 0 ? `${grouped(data.warmup, 0)} of them warm-up` : null, data.replications ? plural(data.replications, 'replication') : null,
    data.cells > 1 ? plural(data.cells, 'alternative') : null, `seed ${data.seed}`].filter(Boolean);
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
stress();
search();
if (data.variants.length > 0) figures();
frontier();
sensitivity();
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
