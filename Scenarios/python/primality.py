# What the scenarios beside it call: a function that computes, and nothing else.


def is_prime(number):
    """Whether a number is a prime, by dividing it by every odd number up to its root."""
    if number < 2 or number % 2 == 0:
        return number == 2
    divisor = 3
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 2
    return True
