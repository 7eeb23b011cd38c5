% A run of backstock in Octave: the fill rate, and the stock over time as a figure.
%
%     backstock export boutique.h5 --csv boutique
%     octave stock.m boutique/boutique boutique.svg
%
% The first argument is the folder of one variant in the export. Octave itself reads no compound tables of HDF5.
1;

% The columns of a CSV file, by name, as cells of text. For names without commas.
function columns = read_table(path)
  file = fopen(path, "r");
  assert(file >= 0, "%s: can't be read", path);
  names = ostrsplit(fgetl(file), ",");
  rows = {};
  while ischar(line = fgetl(file))
    rows(end + 1, :) = ostrsplit(line, ",");
  end
  fclose(file);
  columns = struct();
  for i = 1:numel(names)
    columns.(names{i}) = rows(:, i);
  end
end

given = argv();
if !any(numel(given) == [1, 2])
  error("usage: octave stock.m FOLDER [FIGURE.svg]");
end
folder = given{1};

kpis = read_table(fullfile(folder, "summary.csv"));
row = find(strcmp(kpis.kpi, "fill_rate"));
printf("fill rate %.6f +- %.6f in %s replications\n", str2double(kpis.mean{row}), ...
       str2double(kpis.half_width{row}), kpis.n{row});

timeline = read_table(fullfile(folder, "timeline.csv"));
stock = strcmp(timeline.measure, "on_hand");
entity = timeline.entity{find(stock, 1)};
stock = stock & strcmp(timeline.entity, entity);
number = @(name) str2double(timeline.(name)(stock));
printf("%s: %.6f on hand on average, at %d instants\n", entity, mean(number("mean")), sum(stock));

if numel(given) == 2
  days = number("time");
  figure("visible", "off");
  fill([days; flipud(days)], [number("p05"); flipud(number("p95"))], [0.8, 0.9, 1], "edgecolor", "none");
  hold on;
  plot(days, number("mean"), "linewidth", 2);
  title(["Stock on hand at " entity], "interpreter", "none");
  xlabel("days");
  ylabel("units");
  print(given{2}, "-dsvg");
end
