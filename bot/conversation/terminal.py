"""A conversation in the terminal."""

from rich.console import Console

from bot.answer.render import print_answer
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage
from bot.errors import QuestionError
from bot.settings import Settings

QUIT = frozenset({"", "/quit", "/exit", "/q"})


def chat(settings: Settings, conversation: str | None) -> None:
    """Ask and answer until an empty line; a question that was cut off before is answered first.

    Raises ConversationError for an unknown conversation, SearchIndexError where there is no index.
    """
    console = Console()
    with open_storage(settings.conversations_url()) as storage:
        talk = Conversations(Shortfall(settings), storage)
        info = storage.info(conversation) if conversation else talk.start()
        console.print(f"Conversation {info.id}. It stays on this machine. An empty line ends it.", style="dim")
        if info.pending:
            console.print(f"> {info.pending}", markup=False)
            if (answer := talk.resume(info.id)) is not None:
                print_answer(answer, console)
        while (text := _line(console)) not in QUIT:
            try:
                print_answer(talk.say(info.id, text), console)
            except QuestionError as error:
                console.print(str(error), style="yellow", markup=False)
        console.print(f"Go on with: shortfall chat {info.id}", style="dim")


def _line(console: Console) -> str:
    try:
        return console.input("\n> ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""
