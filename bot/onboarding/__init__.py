"""What newcomers are shown: journeys of a few steps each, and how far everyone has come.

pack        the texts of locale/*/onboarding, read once
filling     what stands for {server} and the like
journeys    the service: which journey, which step
"""
