"""Numbers by chance for the programs that make texts: the same seed gives the same texts everywhere."""


class Dice:
    """A linear congruence (Knuth, MMIX), so that no version of a library changes the texts."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) * bound >> 31

    def one(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


def kept_for_tests(name):
    """A fifth of all names, by a sum over their letters; none of them stands in a training text."""
    total = 0
    for letter in name.lower():
        total = (total * 31 + ord(letter)) % 1000003
    return total % 5 == 0
