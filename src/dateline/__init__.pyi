from dateline.api import Events as Events
from dateline.api import Filters as Filters
from dateline.api import InputWarning as InputWarning
from dateline.api import Ledger as Ledger
from dateline.api import Written as Written
from dateline.api import export as export
from dateline.api import read as read
from dateline.api import read_text as read_text
from dateline.errors import DatelineError as DatelineError
from dateline.model import Account as Account
from dateline.model import Claim as Claim
from dateline.model import Document as Document
from dateline.model import Dossier as Dossier
from dateline.model import Event as Event
from dateline.model import Evidence as Evidence
from dateline.model import Figure as Figure
from dateline.model import Party as Party
from dateline.model import When as When
from dateline.model import Where as Where
from dateline.views import EventPage as EventPage
from dateline.views import EventRow as EventRow
from dateline.views import Story as Story

__version__: str
