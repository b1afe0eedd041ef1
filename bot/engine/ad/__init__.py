"""Job ads: what is one, and which work it describes; nothing of an ad is kept.

    text -> lines -> what each line is -> what the lines of the work name -> the role

`lines` takes a text apart, `linear` asks the fitted tables (`weights.AdWeights`), `signs` tells an
ad from other texts, `evidence` is what the knowledge knows of the work, `title` finds what the job
is called, `terms` what is offered, `decoder` puts it together.
"""

from bot.engine.ad.decoder import FORCED, LEAST, Ad, Decoder, Quote

__all__ = ["FORCED", "LEAST", "Ad", "Decoder", "Quote"]
