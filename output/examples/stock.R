# A results file of backstock in R: the fill rate, and the stock over time as a figure.
#
#     Rscript stock.R boutique.h5 boutique.svg
#
# Needs rhdf5 (Bioconductor; r-bioc-rhdf5 on Debian).

arguments <- commandArgs(trailingOnly = TRUE)
if (!(length(arguments) %in% 1:2)) stop("usage: Rscript stock.R RESULTS.h5 [FIGURE.svg]")
results <- arguments[1]

table <- function(path) rhdf5::h5read(results, path, compoundAsDataFrame = TRUE)
objects <- rhdf5::h5ls(results)
summaries <- objects[objects$name == "summary", "group"]
variant <- sub("^/", "", summaries[1])

summary <- table(paste0(variant, "/summary"))
fill <- summary[summary$kpi == "fill_rate", ]
cat(sprintf("%s: fill rate %.6f ± %.6f in %d replications\n", variant, fill$mean, fill$half_width, as.integer(fill$n)))

timeline <- table(paste0(variant, "/timeline"))
stock <- timeline[timeline$measure == "on_hand", ]
stock <- stock[stock$entity == stock$entity[1], ]
cat(sprintf("%s: %.6f on hand on average, at %d instants\n", stock$entity[1], mean(stock$mean), nrow(stock)))

if (length(arguments) == 2) {
  svg(arguments[2], width = 8, height = 4)
  plot(stock$time, stock$mean, type = "n", ylim = range(0, stock$p95), xlab = "days", ylab = "units",
       main = paste("Stock on hand at", stock$entity[1]))
  polygon(c(stock$time, rev(stock$time)), c(stock$p05, rev(stock$p95)), col = "lightblue", border = NA)
  lines(stock$time, stock$mean, col = "steelblue", lwd = 2)
  invisible(dev.off())
}
