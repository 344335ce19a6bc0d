"""How right the product is, on texts with gold: predictions, precision and recall per relation, and an error page."""

from kg.evaluate.evaluation import COUNTED, Evaluation, compared, evaluate
from kg.evaluate.gold import SCORED, read_gold

__all__ = ["COUNTED", "SCORED", "Evaluation", "compared", "evaluate", "read_gold"]
