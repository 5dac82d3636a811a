"""Short files, short functions, few parameters: the budgets of the house."""

from pathlib import Path
from statistics import median, quantiles

from tests.project.tree import PACKAGES, ROOT, Function, functions, short, sources, templates

FILE_MEDIAN, FILE_NINTH_TENTH, FILE_MAX = 110, 200, 300
FUNCTION_MEDIAN, FUNCTION_MAX = 8, 40
POSITIONAL_MAX = 5
TEMPLATE_MEDIAN, TEMPLATE_MAX = 40, 120
DEPTH_MAX = 3


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def positional(function: Function) -> int:
    named = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in named if name not in ("self", "cls")])


def test_no_python_file_is_longer_than_300_lines() -> None:
    long = {short(path): lines(path) for path in sources(*PACKAGES, "tests")}

    assert {} == {path: count for path, count in long.items() if count > FILE_MAX}


def test_python_files_are_short_as_a_rule() -> None:
    counts = [lines(path) for path in sources()]

    assert FILE_MEDIAN >= median(counts)
    assert FILE_NINTH_TENTH >= quantiles(counts, n=10)[-1]


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{short(path)}:{function.lineno} {function.name}": length(function)
        for path in sources(*PACKAGES, "tests")
        for function in functions(path)
    }

    assert {} == {place: count for place, count in long.items() if count > FUNCTION_MAX}


def test_functions_are_short_as_a_rule() -> None:
    assert FUNCTION_MEDIAN >= median(
        length(function) for path in sources() for function in functions(path)
    )


def test_at_most_five_parameters_are_given_by_position() -> None:
    many = {
        f"{short(path)}:{function.lineno} {function.name}": positional(function)
        for path in sources(*PACKAGES, "tests")
        for function in functions(path)
        if not function.name.startswith("test_")  # pytest gives by name
    }

    assert {} == {place: count for place, count in many.items() if count > POSITIONAL_MAX}


def test_no_template_is_longer_than_120_lines() -> None:
    long = {short(path): lines(path) for path in templates()}

    assert {} == {path: count for path, count in long.items() if count > TEMPLATE_MAX}


def test_templates_are_short_as_a_rule() -> None:
    assert TEMPLATE_MEDIAN >= median(lines(path) for path in templates())


def test_folders_lie_at_most_three_deep() -> None:
    deep = [
        short(folder)
        for package in (*PACKAGES, "tests")
        for folder in (ROOT / package).rglob("*")
        if folder.is_dir() and not {"vendor", "__pycache__"} & set(folder.parts)
        if len(folder.relative_to(ROOT / package).parts) > DEPTH_MAX
    ]

    assert [] == deep
