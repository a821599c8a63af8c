"""The logic of a questionnaire: what is asked, offered, required and worked out.

``compile_logic`` is the way in. It gives a ``Program``, which turns answers into a
``Sheet``.
"""

from forms.logic.compiling import Compiled, compile_logic
from forms.logic.problems import LogicProblem
from forms.logic.programs import Program
from forms.logic.sheets import Sheet

__all__ = ["Compiled", "LogicProblem", "Program", "Sheet", "compile_logic"]
