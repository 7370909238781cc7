# Scores texts in base R with a model of tristance that was exported as tables:
#
#   tristance models export default model-csv --format csv
#   Rscript score.R model-csv texts.csv scored.csv
#
# texts.csv has a column `text`; scored.csv gets all its columns, then tag, confidence and a probability for each tag.
# In a session: source("score.R"); model <- read_model("model-csv"); classify(model, c("A text.", "Another one."))
# The arithmetic is told in model-csv/README.txt.

read_model <- function(folder) {
  if (!l10n_info()[["UTF-8"]]) suppressWarnings(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
  if (!l10n_info()[["UTF-8"]]) stop("R must run in a UTF-8 locale, such as LC_ALL=C.UTF-8")
  table <- function(name, text) {
    path <- file.path(folder, paste0(name, ".csv"))
    head <- names(read.csv(path, nrows = 1, check.names = FALSE, encoding = "UTF-8"))
    classes <- ifelse(head %in% text, "character", "numeric")
    read.csv(path, colClasses = classes, check.names = FALSE, encoding = "UTF-8", na.strings = character())
  }
  coefficients <- function(d) unname(as.matrix(d[startsWith(names(d), "c_")]))
  tags <- table("tags", c("tag", "role"))
  terms <- table("terms", "term")
  weights <- coefficients(terms)
  blocks <- table("blocks", "kind")
  cues <- table("cues", c("tag", "stem", "words"))
  actors <- table("actors", c("actor", "term"))
  features <- table("features", c("kind", "first", "second"))
  of_kind <- function(kinds) coefficients(features[features$kind %in% kinds, ])
  list(
    tags = tags,
    blocks = lapply(seq_len(nrow(blocks)), function(i) {
      own <- terms$block == i
      list(kind = blocks$kind[i], low = blocks$low[i], high = blocks$high[i],
           terms = terms$term[own], idf = terms$idf[own], coefficients = weights[own, , drop = FALSE])
    }),
    cues = split(cues$words, factor(cues$tag, unique(features$first[features$kind == "cues"]))),
    cue_coefficients = of_kind("cues"),
    actors = actors,
    actor_names = features$first[features$kind == "actor"],
    actor_coefficients = of_kind(c("actor", "pair"))
  )
}

classify <- function(model, texts, at_once = 500) {
  texts <- enc2utf8(as.character(texts))
  if (anyNA(texts)) stop("a text is missing (NA)")
  parts <- split(texts, (seq_along(texts) - 1) %/% at_once)
  log_p <- do.call(rbind, c(list(matrix(0, 0, nrow(model$tags))), lapply(parts, function(some) log_probabilities(model, some))))
  p <- exp(log_p)
  best <- max.col(sweep(log_p, 2, model$tags$decision_offset, "+"), ties.method = "first")
  colnames(p) <- paste0("p_", model$tags$tag)
  data.frame(tag = model$tags$tag[best], confidence = p[cbind(seq_along(best), best)], p, check.names = FALSE)
}

log_probabilities <- function(model, texts) {
  z <- matrix(model$tags$intercept, length(texts), nrow(model$tags), byrow = TRUE)
  lower <- lower_case(texts)
  words <- words_of(lower)
  for (block in model$blocks) {
    found <- if (block$kind == "word") word_runs(words, block) else character_runs(lower, block)
    z <- z + tf_idf(block, found$term, found$text, length(texts))
  }
  if (nrow(model$cue_coefficients)) z <- z + cue_features(model$cues, words) %*% model$cue_coefficients
  if (nrow(model$actor_coefficients)) z <- z + actor_features(model, texts) %*% model$actor_coefficients
  z <- sweep(z * model$tags$slope[1], 2, model$tags$offset, "+")
  z <- z - apply(z, 1, max)
  z - log(rowSums(exp(z)))
}

# R lower-cases one letter at a time: a capital I with a dot becomes two, and a sigma that ends a word is another one.
lower_case <- function(texts) {
  texts <- gsub("\u0130", "i\u0307", texts, fixed = TRUE)
  odd <- grepl("\u03a3", texts, fixed = TRUE)
  between <- "[\\p{Mn}\\p{Me}\\p{Cf}\\p{Lm}\\p{Sk}'.:\u00b7\u2018\u2019]*"
  final <- paste0("\\p{L&}", between, "\\K\u03a3(?!", between, "\\p{L&})")
  texts[odd] <- gsub(final, "\u03c2", texts[odd], perl = TRUE)
  tolower(texts)
}

LETTER <- "[\\p{L}\\p{N}_]"
SPACE <- "[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"

words_of <- function(lower) regmatches(lower, gregexpr(paste0(LETTER, "{2,}"), lower, perl = TRUE))

# Each word of all texts with the number of its text; runs of several words end where a text does.
word_runs <- function(words, block) {
  word <- unlist(words)
  text <- rep(seq_along(words), lengths(words))
  runs <- lapply(block$low:block$high, function(n) {
    start <- seq_len(max(0, length(word) - n + 1))
    start <- start[text[start] == text[start + n - 1]]
    list(term = do.call(paste, lapply(seq_len(n) - 1, function(i) word[start + i])), text = text[start])
  })
  list(term = unlist(lapply(runs, `[[`, "term")), text = unlist(lapply(runs, `[[`, "text")))
}

character_runs <- function(lower, block) {
  parts <- lapply(strsplit(lower, SPACE, perl = TRUE), function(each) each[nzchar(each)])
  part <- unlist(parts)
  text <- rep(seq_along(parts), lengths(parts))
  padded <- paste0(" ", unique(part), " ")
  size <- nchar(padded)
  whole <- which(size <= block$high)
  term <- padded[whole]
  from <- whole
  for (n in block$low:block$high) {
    longer <- which(size > n)
    places <- size[longer] - n + 1
    start <- sequence(places)
    of <- rep(longer, places)
    term <- c(term, substring(padded[of], start, start + n - 1))
    from <- c(from, of)
  }
  # the runs of each different part, as often as it stands in a text
  row <- match(term, block$terms)
  known <- split(row[!is.na(row)], factor(from[!is.na(row)], seq_along(padded)))
  rows <- known[match(part, unique(part))]
  list(term = as.integer(unlist(rows)), text = rep(text, lengths(rows)))
}

tf_idf <- function(block, term, text, n) {
  row <- if (is.character(term)) match(term, block$terms) else term
  known <- !is.na(row)
  size <- length(block$terms)
  key <- sort((text[known] - 1) * size + row[known])
  seen <- rle(key)
  row <- (seen$values - 1) %% size + 1
  text <- (seen$values - 1) %/% size + 1
  weight <- (1 + log(seen$lengths)) * block$idf[row]
  out <- matrix(0, n, ncol(block$coefficients))
  if (!length(row)) return(out)
  squares <- rowsum(weight^2, text)
  own <- as.integer(rownames(squares))
  out[own, ] <- rowsum(weight * block$coefficients[row, , drop = FALSE], text) / sqrt(squares[, 1])
  out
}

cue_features <- function(cues, words) {
  word <- unlist(words)
  text <- rep(seq_along(words), lengths(words))
  count <- matrix(0, length(words), length(cues))
  for (column in seq_along(cues)) for (stem in strsplit(cues[[column]], " ", fixed = TRUE)) {
    n <- length(stem)
    start <- seq_len(max(0, length(word) - n + 1))
    if (!n || !length(start)) next
    for (i in seq_len(n)) start <- start[startsWith(word[start + i - 1], stem[i])]
    start <- start[text[start] == text[start + n - 1]]
    count[, column] <- count[, column] + tabulate(text[start], length(words))
  }
  log(1 + count)
}

actor_features <- function(model, texts) {
  terms <- model$actors$term
  open <- endsWith(terms, "*")
  letters <- ifelse(open, substr(terms, 1, nchar(terms) - 1), terms)
  first <- order(-nchar(letters))  # of equals, the earlier one: the order is stable
  quoted <- gsub("([^\\p{L}\\p{N}_\\s])", "\\\\\\1", letters, perl = TRUE)
  pattern <- paste0(quoted, ifelse(open, paste0(LETTER, "*+"), paste0("(?!", LETTER, ")")))
  # every term is a group of its own, so that the match says whose it is
  pattern <- paste0("(?<!", LETTER, ")(?:", paste0("(", pattern[first], ")", collapse = "|"), ")")
  whose <- match(model$actors$actor, model$actor_names)[first]
  a <- length(model$actor_names)
  named <- t(vapply(gregexpr(pattern, texts, perl = TRUE), function(found) {
    if (found[1] == -1) return(logical(a))
    group <- max.col(attr(found, "capture.start") > 0, ties.method = "first")
    seq_len(a) %in% whose[group]
  }, logical(a)))
  dim(named) <- c(length(texts), a)
  pairs <- if (a > 1) utils::combn(a, 2) else matrix(0L, 2, 0)
  features <- cbind(named, named[, pairs[1, ], drop = FALSE] & named[, pairs[2, ], drop = FALSE])
  features / sqrt(pmax(1, rowSums(features)))
}

if (sys.nframe() == 0L) {
  paths <- commandArgs(trailingOnly = TRUE)
  if (length(paths) != 3) stop("usage: Rscript score.R MODEL-CSV TEXTS.csv SCORED.csv")
  model <- read_model(paths[1])
  texts <- read.csv(paths[2], check.names = FALSE, encoding = "UTF-8", na.strings = character(), colClasses = "character",
                    blank.lines.skip = FALSE)
  write.csv(cbind(texts, classify(model, texts$text)), paths[3], row.names = FALSE, fileEncoding = "UTF-8")
}
