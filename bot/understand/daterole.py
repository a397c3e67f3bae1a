"""What a date is the date of."""

from enum import StrEnum


class DateRole(StrEnum):
    """What a date is the date of."""

    SALE_DATE = "sale_date"
    LOAN_DATE = "loan_date"
    FORECLOSURE_BEGUN = "foreclosure_begun"
    NOTICE_MAILED = "notice_mailed"
    SUIT_FILED = "suit_filed"
    SERVED = "served"
    CONFIRMATION = "confirmation"
    DEED = "deed"
    JUDGMENT = "judgment"
    DEFAULT = "default"
    ACCELERATION = "acceleration"
    REDEMPTION_END = "redemption_end"
    CERTIFICATE = "certificate"
    RATIFICATION = "ratification"
    RELEASE = "release"
    DISCHARGE = "discharge"
    BANKRUPTCY_FILED = "bankruptcy_filed"
    LETTER = "letter"
    MOVED_OUT = "moved_out"
    LIFE_EVENT = "life_event"
    REPORT = "report"
    SWORN = "sworn"
    HEARING = "hearing"
    REPORT_CAME = "report_came"
