"""What a death must look like, by scenario and version."""
import unittest

from corelab.recipes import RECIPES
from corelab.scenarios import ALL_BUILDS, SCENARIOS, expected, place_of


class ScenariosTest(unittest.TestCase):
    def test_the_story_names_libz_and_the_request(self):
        report = expected(SCENARIOS["zlib"], (2, 6), True, True)
        self.assertEqual(report["calls"], ["memcpy", "deflate", "deflate_flush_or_finish"])
        self.assertEqual((report["backend"], report["algorithm"]), ("thing_two", "gzip"))

    def test_a_failed_assertion_is_another_signal_since_2_8(self):
        signals = [expected(SCENARIOS["bug-on"], version, True, True)["signal"] for version in ((2, 6), (2, 8), (3, 0))]
        self.assertEqual(signals, ["SIGSEGV", "SIGILL", "SIGILL"])

    def test_without_debug_info_or_with_a_cut_core_the_request_is_not_known(self):
        self.assertFalse(expected(SCENARIOS["zlib"], (2, 6), True, False)["requestKnown"])
        self.assertFalse(expected(SCENARIOS["truncated-disk"], (2, 6), True, True)["requestKnown"])

    def test_a_death_by_command_has_no_request(self):
        self.assertNotIn("method", expected(SCENARIOS["panic"], (2, 6), True, True))

    def test_slz_is_harmed_in_a_header_match_because_it_has_no_deflate(self):
        self.assertEqual(place_of("null-call", has_zlib=False), "regex")

    def test_every_build_a_scenario_names_can_be_made(self):
        self.assertEqual(set(ALL_BUILDS) - {"nodebug"}, set(RECIPES))
        for scenario in SCENARIOS.values():
            self.assertIn(scenario.variant, scenario.builds)
            self.assertLessEqual(set(scenario.builds), set(ALL_BUILDS))

    def test_a_worker_that_drops_its_uid_was_started_as_root(self):
        self.assertEqual(SCENARIOS["container-dropped"].starts_as(99), 0)
        self.assertEqual(SCENARIOS["container"].starts_as(99), 99)

    def test_a_scenario_hurts_in_one_way(self):
        for scenario in SCENARIOS.values():
            ways = [scenario.harm, scenario.command, scenario.kill]
            self.assertEqual(sum(way is not None for way in ways), 1, scenario.name)
