"""One fictional board, two schools, a cast of people: for `make demo`, the tests, the screenshots and the benches.

Made by the same services as a real school, from files as a real administration would hand them over.
"""
