#!/usr/bin/env python3
"""A results file of backstock in pandas: the fill rate, and the stock over time as a figure.

    python3 stock.py boutique.h5 boutique.svg

Needs h5py and pandas; the figure needs matplotlib.
"""
import sys

import h5py
import pandas


def table(file, path):
    """A table as a data frame, with its texts as str."""
    frame = pandas.DataFrame(file[path][:])
    for column in frame.select_dtypes([object]):
        frame[column] = frame[column].str.decode("utf-8")
    return frame


def main(results, figure=None):
    with h5py.File(results) as file:
        variant = next(name for name in file if name != "model" and "summary" in file[name])
        summary = table(file, f"{variant}/summary").set_index("kpi")
        timeline = table(file, f"{variant}/timeline")
    fill = summary.loc["fill_rate"]
    print(f"{variant}: fill rate {fill['mean']:.6f} ± {fill['half_width']:.6f} in {fill['n']} replications")

    stock = timeline[timeline["measure"] == "on_hand"]
    entity = stock["entity"].iloc[0]
    stock = stock[stock["entity"] == entity]
    print(f"{entity}: {stock['mean'].mean():.6f} on hand on average, at {len(stock)} instants")
    if figure is None:
        return
    import matplotlib
    matplotlib.use("svg")
    from matplotlib import pyplot
    pyplot.figure(figsize=(8, 4))
    pyplot.fill_between(stock["time"], stock["p05"], stock["p95"], alpha=0.25, label="9 of 10 runs")
    pyplot.plot(stock["time"], stock["mean"], label="mean")
    pyplot.title(f"Stock on hand at {entity}")
    pyplot.xlabel("days")
    pyplot.ylabel("units")
    pyplot.legend()
    pyplot.savefig(figure)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
