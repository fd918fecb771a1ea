"""What several steps need and none owns: words, quotation marks, cue verbs, names, dates, word alignment."""
