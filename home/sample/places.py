"""Where cells meet: the township and the communes. The minutes on the road are invented."""

from home.sample.book import Book
from orgs.models import Place, Travel

# Roads between communes that do not lead through the seat: (from, to, minutes).
ROADS = [
    ("xã Đề Thám", "xã Hùng Sơn", 10),
    ("xã Đề Thám", "xã Chi Lăng", 15),
    ("xã Kim Đồng", "xã Bắc Ái", 20),
    ("xã Đề Thám", "xã Bắc Ái", 25),
    ("xã Khánh Long", "xã Vĩnh Tiến", 30),
    ("xã Quốc Khánh", "xã Tri Phương", 20),
]


def make_places(book: Book, minutes: dict[str, int]) -> dict[str, Place]:
    """Make the places with their minutes from the seat, and the roads between some of them, both ways."""
    Place.objects.bulk_create(
        Place(committee=book.committee, name=name, minutes_from_seat=way) for name, way in sorted(minutes.items())
    )
    places = {place.name: place for place in Place.objects.filter(committee=book.committee)}
    Travel.objects.bulk_create(
        Travel(origin=places[start], destination=places[end], minutes=way)
        for one, other, way in ROADS
        for start, end in ((one, other), (other, one))
    )
    return places
