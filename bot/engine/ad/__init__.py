"""Job ads: recognizing them, and the work that they describe; nothing of an ad is stored.

    text -> lines -> what each line is -> what the lines of the work name -> the role

`lines` splits a text, `linear` evaluates the fitted tables (`weights.AdWeights`), `signs` tells an
ad from other texts, `evidence` is what the knowledge says about the work, `title` finds what the
job is called, `terms` what is offered, and `decoder` combines them.
"""

from bot.engine.ad.decoder import FORCED, LEAST, Ad, Decoder, Quote

__all__ = ["FORCED", "LEAST", "Ad", "Decoder", "Quote"]
