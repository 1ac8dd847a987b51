"""What all tests share: a run says what failed, and at its end how many passed."""


def pytest_report_teststatus(report):
    """A test that passes prints nothing: thousands of dots would hide what matters."""
    if report.passed and report.when == "call":
        return "passed", "", ""
    return None
