# Answers of R to questions on stdin, "NAME number number …" a line: for stats_peer.py.
show <- function(...) cat(format(c(...), digits = 17, trim = TRUE), "\n")
answers <- list(
  normal = function(x) show(pnorm(x), pnorm(x, lower.tail = FALSE)),
  normal_quantile = function(p) show(qnorm(p), qnorm(p, lower.tail = FALSE)),
  beta = function(a, b, x) show(pbeta(x, a, b), pbeta(x, a, b, lower.tail = FALSE)),
  beta_quantile = function(a, b, p) show(qbeta(p, a, b), qbeta(p, a, b, lower.tail = FALSE)),
  gamma = function(a, x) show(pgamma(x, a), pgamma(x, a, lower.tail = FALSE)),
  gamma_quantile = function(a, p) show(qgamma(p, a), qgamma(p, a, lower.tail = FALSE)),
  clopper_pearson = function(k, n, level) {
    # binom.test's interval, without its p-value, which takes a vector as long as n
    tail <- (1 - level) / 2
    show(if (k == 0) 0 else qbeta(tail, k, n - k + 1),
         if (k == n) 1 else qbeta(tail, k + 1, n - k, lower.tail = FALSE))
  },
  poisson = function(k, level) show(poisson.test(k, conf.level = level)$conf.int),
  fisher = function(a, b, c, d) show(fisher.test(matrix(c(a, b, c, d), 2, byrow = TRUE))$p.value),
  sign = function(a, b) {
    p <- if (a + b == 0) 1 else binom.test(a, a + b)$p.value
    show(p, p)
  },
  wilcoxon = function(correct, ...) {
    test <- suppressWarnings(wilcox.test(c(...), correct = correct != 0))
    show(test$statistic, test$p.value)
  },
  holm = function(...) show(p.adjust(c(...), "holm")),
  bh = function(...) show(p.adjust(c(...), "BH")),
  units_to_tell = function(p1, p2, alpha, power) {
    reach <- qnorm(1 - alpha / 2) * sqrt((p1 + p2) * (1 - (p1 + p2) / 2)) +
      qnorm(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    show(ceiling((reach / (p1 - p2))^2))
  },
  power_to_tell = function(p1, p2, n1, n2, alpha) {
    show(power.prop.test(n = n1, p1 = p1, p2 = p2, sig.level = alpha)$power)
  }
)
for (line in readLines(file("stdin"))) {
  words <- strsplit(line, " ")[[1]]
  do.call(answers[[words[1]]], as.list(as.numeric(words[-1])))
}
